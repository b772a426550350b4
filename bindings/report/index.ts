/** volume-imbalance/report: a run of ticks as one page. */
export { Report, type ReportFacts } from "./report.ts";
