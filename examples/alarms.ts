/**
 * Do the alarms of a chart meet the pressure that was planted?
 *
 * The synthetic market plants episodes in which one side presses, and knows when. This example
 * charts the order flow imbalance of each second and counts how many alarms began inside an episode
 * and pointed in its direction, beside what alarms at random times would have met. Run it:
 *
 *   npx tsx examples/alarms.ts [seed]
 */
import { createEngine } from "../bindings/index.ts";
import { syntheticSource } from "../bindings/sources/index.ts";

const seed = Number(process.argv[2] ?? 7);
const source = syntheticSource({ seed, durationSeconds: 3600, ticksPerSecond: 200 });
const { tickSize, lotSize } = source.facts;
const engine = await createEngine({
  tickSize,
  lotSize,
  every: "1s",
  signals: ["mid", "ofi"],
  charts: ["ofi:ewma,lambda=0.2,limit=4,baseline=ewm:300"],
});

const alarms: { timeUs: number; direction: number }[] = [];
engine.onRows((table) => {
  const time = table.borrow("time");
  const alarm = table.borrow("ewma.ofi.alarm");
  for (let row = 0; row < table.length; row++) {
    // +1 or -1 where an alarm begins, NaN while the chart warms up
    if (Math.abs(alarm[row]) === 1) alarms.push({ timeUs: time[row], direction: alarm[row] });
  }
});
for await (const batch of source) engine.push(batch);

const episodes = source.truth;
const met = alarms.filter(({ timeUs, direction }) =>
  episodes.some((e) => timeUs > e.startUs && timeUs <= e.endUs && direction === e.direction),
);
const pressed = episodes.reduce((sum, e) => sum + (e.endUs - e.startUs), 0) / 3600e6;
console.log(`seed ${seed}: ${episodes.length} episodes, ${alarms.length} alarms`);
console.log(`${met.length} alarms began inside an episode and in its direction`);
console.log(
  `alarms at random would have met ${((pressed / 2) * alarms.length).toFixed(1)} of them`,
);
engine.dispose();
