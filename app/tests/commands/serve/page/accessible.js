// Everything on the page that some people could not use: as texts, none if all is well.
const issues = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const name = (element) => element.outerHTML.slice(0, 90);

if (!document.documentElement.lang) issues.push("the page has no language");
if (!document.title.trim()) issues.push("the page has no title");
for (const [selector, count] of [["h1", 1], ["main", 1], ["script", 0], ["[style]", 0], ["[onclick]", 0]]) {
  if (all(selector).length !== count) issues.push(`${all(selector).length} of ${selector}, not ${count}`);
}

const ids = all("[id]").map((element) => element.id);
for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) issues.push(`the id ${id} is there twice`);
for (const element of all("[aria-labelledby]")) {
  if (!document.getElementById(element.getAttribute("aria-labelledby"))) issues.push(`nothing names ${name(element)}`);
}

let level = 0;
for (const heading of all("h1, h2, h3, h4")) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) issues.push(`a level is missing before ${name(heading)}`);
  level = next;
}
for (const element of all("img, svg, [role=region], nav")) {
  if (!element.getAttribute("aria-label") && !element.getAttribute("alt")) issues.push(`no name: ${name(element)}`);
}
for (const input of all("input")) {
  if (!input.labels.length || !input.labels[0].textContent.trim()) issues.push(`no label: ${name(input)}`);
  if (!input.autocomplete) issues.push(`no autocomplete: ${name(input)}`);
}
for (const element of all("a, button, summary")) {
  if (!element.textContent.trim()) issues.push(`no text: ${name(element)}`);
}
for (const table of all("table")) {
  if (!table.caption) issues.push(`no caption: ${name(table)}`);
}
for (const cell of all("th")) {
  if (!cell.scope) issues.push(`a heading of nothing: ${name(cell)}`);
}
for (const element of all("[tabindex]")) {
  if (element.tabIndex > 0) issues.push(`another order of focus: ${name(element)}`);
}
if (document.documentElement.scrollWidth > innerWidth) issues.push("the page is wider than the screen");

// https://www.w3.org/TR/WCAG22/#contrast-minimum
const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
const luminance = (color) => {
  const [red, green, blue] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const background = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = parse(getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] > 0) return color.slice(0, 3);
  }
  return [255, 255, 255];
};
for (const element of all("body *")) {
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!hasText || element.tagName === "title") continue;
  const style = getComputedStyle(element);
  const ink = parse(element instanceof SVGElement ? style.fill : style.color).slice(0, 3);
  const [dark, light] = [luminance(ink), luminance(background(element))].sort((a, b) => a - b);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (isLarge ? 3 : 4.5)) issues.push(`contrast ${ratio.toFixed(2)}: ${name(element)}`);
}
return issues;
