/**
 * A run of ticks as one page.
 *
 * @module volume-imbalance/report
 */
export { Report, type ReportFacts } from "./report.ts";
