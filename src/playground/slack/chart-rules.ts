import { all, byType, type Check, fault, finiteNumber, list, object, text } from './check.ts';
import { fieldsOf, listOf } from './fields.ts';
import { limits } from './limits.ts';

const label = text(limits.chartLabel);
const point = object({ label, value: finiteNumber });
const series = object({ name: label, data: list(point, limits.chartCategories) });
const axis = object(
  { categories: list(label, limits.chartCategories) },
  { x_label: text(limits.chartTitle), y_label: text(limits.chartTitle) },
);

const segment: Check = (value, at) => {
  const faults = object({ label, value: finiteNumber })(value, at);
  const size = fieldsOf(value).value;
  return typeof size === 'number' && size <= 0 ? [...faults, ...fault(`${at}/value`, 'must be more than 0')] : faults;
};

/** Each series has one point per category, in order. */
const matching: Check = (value, at) => {
  const chart = fieldsOf(value);
  const categories = JSON.stringify(listOf(fieldsOf(chart.axis_config).categories));
  return listOf(chart.series).flatMap((each, index) => {
    const labels = listOf(fieldsOf(each).data).map(one => fieldsOf(one).label);
    return JSON.stringify(labels) === categories
      ? []
      : fault(`${at}/series/${index}/data`, 'labels must match axis_config.categories');
  });
};

const uniqueNames: Check = (value, at) => {
  const names = listOf(fieldsOf(value).series).map(each => fieldsOf(each).name);
  return new Set(names).size === names.length ? [] : fault(`${at}/series`, 'series names must be unique');
};

const plotted = all(object({ series: list(series, limits.chartSeries), axis_config: axis }), matching, uniqueNames);

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const chart: Check = byType(() => ({
  line: plotted,
  bar: plotted,
  area: plotted,
  pie: object({ segments: list(segment, limits.pieSlices) }),
}));
