"use strict";
(() => {
  const by = (id) => document.getElementById(id);

  // The search.
  const [box, input, list, count] = ["searching", "search", "found", "count"].map(by);
  const LIMIT = 60;
  let entries = null;
  let results = [];
  let chosen = -1;

  const collect = () => {
    const found = [];
    for (const section of document.querySelectorAll("[data-name]")) {
      const name = section.dataset.name;
      found.push({ text: name, more: "", key: name.toLowerCase(), id: section.id, rank: 0 });
      for (const row of section.querySelectorAll("[data-column]")) {
        const text = `${name}.${row.dataset.column}`;
        found.push({ text, more: row.dataset.type, key: text.toLowerCase(), id: row.id, rank: 1, own: row.dataset.column.toLowerCase() });
      }
    }
    return found;
  };

  const score = (entry, words) => {
    if (!words.every((word) => entry.key.includes(word))) return -1;
    const own = entry.own === undefined ? entry.key : entry.own;
    const [word] = words;
    const place = own === word ? 0 : own.startsWith(word) ? 1 : own.includes(word) ? 2 : 3;
    return place * 2 + entry.rank;
  };

  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const search = () => {
    entries ??= collect();
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) {
      results = [];
      list.replaceChildren();
      count.textContent = "";
      return close();
    }
    const scored = entries.map((entry) => [score(entry, words), entry]).filter(([value]) => value >= 0);
    scored.sort(([one], [other]) => one - other);
    results = scored.slice(0, LIMIT).map(([, entry]) => entry);
    list.replaceChildren(...results.map((entry, number) => {
      const item = document.createElement("li");
      item.id = `found-${number}`;
      item.setAttribute("role", "option");
      item.append(entry.text);
      if (entry.more) {
        const more = document.createElement("span");
        more.textContent = entry.more;
        item.append(more);
      }
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => go(number));
      return item;
    }));
    count.textContent = scored.length === 0 ? "Nothing is found"
      : scored.length > LIMIT ? `${scored.length} are found; the first ${LIMIT} are shown` : `${scored.length} found`;
    list.hidden = results.length === 0;
    input.setAttribute("aria-expanded", String(results.length > 0));
    choose(results.length ? 0 : -1);
  };

  const go = (at) => {
    const entry = results[at];
    if (!entry) return;
    close();
    location.hash = `#${entry.id}`;
    const target = by(entry.id);
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
  };

  box.hidden = false;
  input.addEventListener("input", search);
  input.addEventListener("focus", () => { if (input.value) search(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length) {
      if (list.hidden) search();
      else choose((chosen + step + results.length) % results.length);
    } else if (event.key === "Enter") go(Math.max(chosen, 0));
    else if (event.key === "Escape") {
      if (input.value) {
        input.value = "";
        search();
      } else {
        by("main").focus();
      }
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // The picture.
  const canvas = by("canvas");
  const picture = canvas.querySelector("svg");
  const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
  let scale = 1;
  const zoom = (wanted, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
    const next = Math.min(3, Math.max(0.05, wanted));
    const [left, top] = [(canvas.scrollLeft + x) / scale, (canvas.scrollTop + y) / scale];
    scale = next;
    picture.setAttribute("width", String(Math.round(width * scale)));
    picture.setAttribute("height", String(Math.round(height * scale)));
    canvas.scrollTo({ left: left * scale - x, top: top * scale - y, behavior: "instant" });
  };
  const fit = () => zoom(Math.min(1, (canvas.clientWidth - 2) / width));
  by("moving").hidden = false;
  canvas.classList.add("movable");
  fit();
  const acts = { in: () => zoom(scale * 1.4), out: () => zoom(scale / 1.4), fit };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  canvas.addEventListener("keydown", (event) => {
    const act = { "+": "in", "=": "in", "-": "out", "0": "fit" }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts[act]();
  });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const area = canvas.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event.clientX - area.left, event.clientY - area.top);
  }, { passive: false });

  let held = null;
  let dragged = false;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType !== "mouse") return;
    held = { x: event.clientX + canvas.scrollLeft, y: event.clientY + canvas.scrollTop, from: [event.clientX, event.clientY] };
    dragged = false;
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    if (Math.abs(event.clientX - held.from[0]) + Math.abs(event.clientY - held.from[1]) > 4) dragged = true;
    if (!dragged) return;
    canvas.classList.add("moving");
    canvas.scrollTo({ left: held.x - event.clientX, top: held.y - event.clientY, behavior: "instant" });
  });
  addEventListener("pointerup", () => {
    held = null;
    canvas.classList.remove("moving");
  });
  canvas.addEventListener("dragstart", (event) => event.preventDefault());
  // Whoever moves the picture does not follow the table below the pointer.
  canvas.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);

  // A table stands out with its lines and those at their other ends.
  const edges = [...picture.querySelectorAll(".edge")];
  const tables = new Map([...picture.querySelectorAll(".table")].map((table) => [table.dataset.table, table]));
  const light = (table) => {
    picture.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    picture.classList.toggle("busy", Boolean(table));
    if (!table) return;
    const number = table.dataset.table;
    table.classList.add("on");
    for (const edge of edges) {
      if (edge.dataset.from !== number && edge.dataset.to !== number) continue;
      edge.classList.add("on");
      tables.get(edge.dataset.from).classList.add("on");
      tables.get(edge.dataset.to).classList.add("on");
    }
  };
  let lit = null;
  picture.addEventListener("pointerover", (event) => {
    const table = event.target.closest(".table");
    if (table !== lit && !held) light(lit = table);
  });
  picture.addEventListener("pointerleave", () => light(lit = null));

  // What is printed is not hidden.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
})();
