"use strict";
(() => {
  const data = JSON.parse(document.getElementById("what-if-data").textContent);
  const panel = document.getElementById("what-if");
  const answer = document.getElementById("what-if-answer");
  const reset = document.getElementById("what-if-reset");
  const verdict = document.querySelector("#verdict p");
  // Machines that are too few for the workload have no chart until the volume is one that they serve.
  const figure = document.querySelector("#chart figure")
    ?? panel.appendChild(document.createElement("figure"));
  const names = ["volume", "machines", "api", "people", "use"];
  const inputs = names.map(name => document.getElementById(name)).filter(input => input);
  const start = Object.fromEntries(inputs.map(input => [input.id, Number(input.defaultValue)]));
  const demand = document.querySelector("#demand p");
  const original = { verdict: verdict.innerHTML, demand: demand.innerHTML, rows: new Map() };
  let shown = "";

  // Numbers as the report writes them.
  const known = value => value === null ? Infinity : value;
  const grouped = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  function usd(value) {
    if (!Number.isFinite(value)) return "more machines than there are";
    if (value === 0) return "$0.00";
    const sign = value < 0 ? "-" : "", size = Math.abs(value);
    if (size >= 99.995) return sign + "$" + grouped(Math.round(size).toFixed(0));
    if (size >= 0.01) return sign + "$" + size.toFixed(2);
    return sign + "$" + Number(size.toPrecision(2));
  }
  function compact(value, prefix = "") {
    let [scaled, unit] = [Number(value.toPrecision(3)), ""];
    for (const next of ["k", "M", "B", "T"]) {
      if (scaled < 1000) break;
      [scaled, unit] = [Number((scaled / 1000).toPrecision(3)), next];
    }
    return prefix + scaled + unit;
  }
  // Three characters are thousandths of a logarithm; what is not known has dots, what cannot be had has z.
  function decoded(codes, place) {
    const code = codes.slice(3 * place, 3 * place + 3);
    if (code === "..." || code === "") return null;
    if (code === "zzz") return Infinity;
    return code === "000" ? 0 : Math.exp(parseInt(code, 36) / 1000 - 10);
  }
  function range(codes, place) {
    const low = decoded(codes, 2 * place), high = decoded(codes, 2 * place + 1);
    return low === null || high === null ? null : { low, high };
  }
  function rangeText(range) {
    if (range === null) return "";
    if (!Number.isFinite(range.high)) return "from " + usd(range.low) + ", or misses the targets";
    const ends = [usd(range.low), usd(range.high)];
    return ends[0] === ends[1] ? ends[1] : ends.join("–");
  }
  function chance(odds) {
    if (odds > 0.99) return "over 99\u00a0%";
    if (odds < 0.01) return "under 1\u00a0%";
    return Math.round(odds * 100) + "\u00a0%";
  }

  // What the sliders say, as places in the grid.
  function setting() {
    const at = name => {
      const input = document.getElementById(name);
      return input ? Number(input.value) : (data.starts[name] ?? 0);
    };
    const machines = at("machines") + (data.uses - 1 - at("use"));
    return { volume: at("volume"), machines, api: at("api"), people: at("people") };
  }

  function look(at) {
    const sizes = [data.volume.length, data.machines.length, data.api.length, data.people.length];
    const cell =
      ((at.volume * sizes[1] + at.machines) * sizes[2] + at.api) * sizes[3] + at.people;
    const choice = data.choices[cell];
    const odds = parseInt(data.odds.slice(2 * cell, 2 * cell + 2), 36) / 1000;
    const own = data.own[at.volume * sizes[1] + at.machines];
    const rival = data.rivals[at.volume * sizes[2] + at.api];
    const people = data.overheadUSD * data.people[at.people];
    const machineUSD = known(own[1]) + own[2];
    const ownPlace = (at.volume * sizes[1] + at.machines) * sizes[3] + at.people;
    const isEnough = Number.isFinite(machineUSD);
    const mix = data.mixes
      ? data.mixes[(at.volume * sizes[1] + at.machines) * sizes[2] + at.api] : null;
    return {
      ownRange: rival && isEnough ? range(data.ownRanges, ownPlace) : null,
      apiRange: range(data.apiRanges, at.volume * sizes[2] + at.api), both: both(mix, people),
      choice, requests: data.requests * data.volume[at.volume], isEnough,
      odds: rival && isEnough ? odds : null,
      ownName: data.names[own[0]], machineUSD, people, ownUSD: machineUSD + people,
      apiName: rival ? data.names[rival[0]] : null, billUSD: rival ? rival[1] : null,
      apiUSD: rival ? rival[1] + data.apiOverheadUSD : null,
      breakEven: data.breakEvens[(at.machines * sizes[2] + at.api) * sizes[3] + at.people],
    };
  }

  function both(mix, people) {
    if (!mix) return null;
    const [kind, api] = data.names[mix[0]].split("|");
    const partsUSD = known(mix[3]) + mix[4], overheadUSD = people + data.apiOverheadUSD;
    return {
      name: mix[1] + " × " + (kind.startsWith("groups of ") ? "(" + kind.slice(10).replace(/ at |, /, ")$&") : kind) +
        ", " + Math.round(mix[2] * 100) + " % at " + api,
      share: mix[2], replicas: mix[1], partsUSD, overheadUSD, usd: partsUSD + overheadUSD,
    };
  }

  const titles = {
    s: "Self-host:", a: "Pay the API:", c: "Too close to call:", n: "Nothing to compare:",
  };
  function sentence(found) {
    if (!found.isEnough) {
      return " your own GPUs are too few for everything" + (found.apiUSD === null
        ? ", and no API is known to serve so much."
        : "; the API costs " + usd(found.apiUSD) + " " + data.period + "." + bothText(found));
    }
    if (found.apiUSD === null) {
      return " no API is known to serve so much; your own GPUs cost " + usd(found.ownUSD) + " " +
        data.period + ".";
    }
    const own = usd(found.ownUSD) + (found.people > 0
      ? " (" + usd(found.machineUSD) + " machines, " + usd(found.people) + " people and tools)" : "");
    const api = usd(found.apiUSD);
    const sides = found.choice === "s"
      ? own + " " + data.period + ", against " + api + " for the API."
      : found.choice === "a"
        ? api + " " + data.period + ", against " + own + " for your own GPUs."
        : api + " " + data.period + " for the API, " + own + " for your own GPUs.";
    return " " + sides + " Chance that self-hosting is cheaper: " + chance(found.odds) + "." +
      bothText(found);
  }
  function bothText(found) {
    if (!data.mixes) return "";
    const least = Math.min(found.ownUSD, found.apiUSD);
    const other = found.isEnough ? "the better of these." : "the API alone.";
    if (!found.both || found.both.usd >= least) {
      return " Both together would cost no less than " + other;
    }
    return " Both together would cost " + usd(found.both.usd) + ", " +
      Math.round((1 - found.both.usd / least) * 100) + "\u00a0% less than " + other;
  }
  function crossing(found) {
    if (found.breakEven === null) {
      return "Self-hosting is cheaper at no volume up to " + compact(data.searched[1]) + " " +
        data.unit + ".";
    }
    if (found.breakEven <= data.searched[0] * 1.001) {
      return "Self-hosting is cheaper at every small volume that was looked at.";
    }
    return "Break-even: self-hosting becomes cheaper above " + compact(found.breakEven) + " " +
      data.unit + "; this is " + compact(found.requests) + ".";
  }

  function write(element, title, text) {
    const strong = document.createElement("strong");
    strong.textContent = title;
    element.replaceChildren(strong, document.createTextNode(text));
  }

  // Words that tell what was moved from what was not.
  function mark(text) {
    const span = document.createElement("span");
    span.className = "moved";
    span.textContent = text;
    return span;
  }

  // The rows of the report, changed in place.
  function fill(id, texts) {
    const row = document.querySelectorAll("#rows tbody tr")[id];
    if (!row) return;
    [...row.cells].forEach((cell, index) => {
      if (!original.rows.has(cell)) original.rows.set(cell, cell.innerHTML);
      if (texts[index] === undefined) return;
      if (index === 0) write(cell, texts[0][0], texts[0][1]); else cell.textContent = texts[index];
    });
  }
  function against(usdNow) {
    if (data.todayUSD === null) return undefined;
    const share = usdNow / data.todayUSD;
    return share < 1 ? Math.round((1 - share) * 100) + " % less" : share.toPrecision(2) + "× as much";
  }

  function draw(at, found) {
    const curve = data.curve, stretches = data.stretches[at.api];
    const factor = data.machines[at.machines], price = data.api[at.api];
    const own = curve.map(([x, machine, egress]) => [x, known(machine) * factor + egress + found.people]);
    const api = [];
    let from = curve[0][0];
    for (const [to, each] of stretches) {
      const end = Math.min(to, curve[curve.length - 1][0]);
      for (let step = 0; step <= 24 && end > from; step++) {
        const x = from * Math.pow(end / from, step / 24);
        api.push([x, x * each * price + data.apiOverheadUSD]);
      }
      from = Math.max(from, end);
    }
    // The 80 % range of each side, at each volume that was drawn.
    const count = data.bands.requests.length;
    const band = (codes, row) => data.bands.requests
      .map((x, step) => ({ x, ...range(codes, row * count + step) }))
      .filter(point => point.low > 0 && isFinite(point.low));
    const bands = {
      api: band(data.bands.api, at.api),
      own: band(data.bands.own, at.machines * data.people.length + at.people),
    };
    const width = Math.max(320, Math.min(800, figure.clientWidth || 760));
    const height = Math.round(Math.max(300, Math.min(420, width * 0.55)));
    const box = { left: 56, right: width - 14, top: 74, bottom: height - 44 };
    const xs = [curve[0][0], curve[curve.length - 1][0]].map(Math.log10);
    const all = own.concat(api).map(point => point[1])
      .concat(...Object.values(bands).map(points => points.flatMap(p => [p.low, p.high])))
      .filter(y => y > 0 && isFinite(y));
    const ys = [Math.log10(Math.min(...all)) - 0.05, Math.log10(Math.max(...all)) + 0.05];
    const px = x => box.left + (Math.log10(x) - xs[0]) / (xs[1] - xs[0]) * (box.right - box.left);
    const py = y => box.bottom - (Math.log10(y) - ys[0]) / (ys[1] - ys[0]) * (box.bottom - box.top);
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const put = (name, attributes, text) => {
      const element = document.createElementNS(space, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      if (text !== undefined) element.textContent = text;
      svg.append(element);
      return element;
    };
    svg.setAttribute("viewBox", "0 0 " + width + " " + height);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("class", "live");
    svg.setAttribute("role", "img");
    put("title", {}, "Cost against volume");
    put("desc", {}, answer.textContent);
    put("text", { x: 4, y: 16, class: "strong" }, data.yTitle + " against " + data.unit);
    const line = (x1, y1, x2, y2, kind) =>
      put("path", { d: "M" + x1 + " " + y1 + "L" + x2 + " " + y2, class: kind });
    const marks = (range, wanted) => {
      const span = range[1] - range[0];
      const every = Math.max(1, Math.ceil(span / wanted));
      const parts = span < 1.2 ? [1, 2, 3, 5, 7] : span < wanted / 2.5 ? [1, 2, 5] : [1];
      const list = [];
      for (let power = Math.floor(range[0]); power <= range[1]; power += every) {
        for (const part of parts) {
          const mark = part * Math.pow(10, power), place = Math.log10(mark);
          if (place >= range[0] && place <= range[1]) list.push(mark);
        }
      }
      return list;
    };
    for (const y of marks(ys, 6)) {
      line(box.left, py(y), box.right, py(y), "grid");
      put("text", { x: box.left - 6, y: py(y) + 4, "text-anchor": "end", class: "soft" },
        compact(y, "$"));
    }
    for (const x of marks(xs, width / 90)) {
      line(px(x), box.top, px(x), box.bottom, "grid");
      put("text", { x: px(x), y: box.bottom + 18, "text-anchor": "middle", class: "soft" },
        compact(x));
    }
    put("text", { x: (box.left + box.right) / 2, y: height - 8, "text-anchor": "middle",
      class: "soft" }, data.xTitle);
    const path = (points, stairs) => points.filter(point => isFinite(point[1])).map((point, index, list) =>
      (index === 0 ? "M" : stairs ? "L" + px(point[0]).toFixed(1) + " " +
        py(list[index - 1][1]).toFixed(1) + "L" : "L") +
      px(point[0]).toFixed(1) + " " + py(point[1]).toFixed(1)).join("");
    // What has no upper end reaches the top of the plot.
    for (const side of ["api", "own"]) {
      const edge = (points, end) => points.map(point => px(point.x).toFixed(1) + " " +
        Math.max(box.top, py(Math.min(point[end], 1e300))).toFixed(1));
      const outline = edge(bands[side], "low").concat(edge(bands[side], "high").reverse());
      if (outline.length) {
        put("path", { d: "M" + outline.join("L") + "Z", class: "band paint-" + side });
      }
      svg.dataset[side] = bands[side].map(p => [p.x, p.low, p.high].join(" ")).join("|");
    }
    put("path", { d: path(api, false), class: "api" });
    put("path", { d: path(own, true), class: "own" });
    // The key stands above the plot, where no curve can meet it.
    put("rect", { x: box.left, y: 27, width: 14, height: 4, class: "paint-own" });
    put("text", { x: box.left + 20, y: 33 }, "your own GPUs");
    put("rect", { x: box.left + 124, y: 27, width: 14, height: 4, class: "paint-api" });
    put("text", { x: box.left + 144, y: 33 }, "API");
    put("text", { x: box.left + 184, y: 33, class: "soft" }, "shaded: 80 % range");
    // Both marks are named above the plot, in two rows.
    const texts = [];
    const mark = (x, row, text) => {
      line(x, box.top - 4 - 15 * row, x, box.bottom, "mark");
      texts.push(() => put("text", { x: Math.min(box.right - 50, Math.max(box.left + 50, x)),
        y: box.top - 8 - 15 * row, "text-anchor": "middle", class: "halo" }, text));
    };
    mark(px(found.requests), 0, "this volume");
    const meet = found.breakEven;
    if (meet !== null && Math.log10(meet) > xs[0] && Math.log10(meet) < xs[1]) {
      const stretch = stretches.find(([to]) => meet <= to);
      if (stretch) {
        const y = meet * stretch[1] * price + data.apiOverheadUSD;
        put("circle", { cx: px(meet), cy: py(y), r: 5, class: "dot" });
        mark(px(meet), 1, "break-even " + compact(meet));
      }
    }
    texts.forEach(write => write());
    figure.querySelectorAll(".live").forEach(old => old.remove());
    for (const old of figure.querySelectorAll("svg")) old.style.display = "none";
    figure.append(svg);
  }

  function restore() {
    verdict.innerHTML = original.verdict;
    demand.innerHTML = original.demand;
    for (const [cell, html] of original.rows) cell.innerHTML = html;
    figure.querySelectorAll(".live").forEach(old => old.remove());
    for (const old of figure.querySelectorAll("svg")) old.style.display = "";
  }

  const ends = range => range === null ? "" : range.low + " " + range.high;

  function update() {
    for (const input of inputs) {
      const text = input.dataset.steps.split("|")[Number(input.value)];
      input.setAttribute("aria-valuetext", text);
      document.getElementById(input.id + "-value").textContent = text;
    }
    const at = setting(), found = look(at);
    const moved = inputs.some(input => Number(input.value) !== start[input.id]);
    write(answer, titles[found.choice], sentence(found) + " " + crossing(found));
    Object.assign(answer.dataset, {
      choice: found.choice, odds: found.odds ?? "", own: found.ownUSD, api: found.apiUSD ?? "",
      breakEven: found.breakEven ?? "", requests: found.requests,
      ownRange: ends(found.ownRange), apiRange: ends(found.apiRange),
      both: found.both ? found.both.usd : "", bothShare: found.both ? found.both.share : "",
    });
    reset.disabled = !moved;
    if (moved) {
      write(verdict, titles[found.choice], sentence(found));
      verdict.prepend(mark("What if: "));
      demand.innerHTML = original.demand;
      demand.prepend(mark("The workload as it is: "));
      if (data.rows.api !== null) {
        fill(data.rows.api, [["Best API", ": " + (found.apiName ?? "none that serves so much")],
          found.apiUSD === null ? "—" : usd(found.apiUSD), rangeText(found.apiRange),
          found.billUSD === null ? "—" : usd(found.billUSD), usd(data.apiOverheadUSD),
          found.apiUSD === null ? "" : against(found.apiUSD)]);
      }
      // Machines that are too few for the workload have no row.
      if (data.rows.own !== null) {
        fill(data.rows.own, [["Own GPUs", ": " + found.ownName], usd(found.ownUSD),
          rangeText(found.ownRange), usd(found.machineUSD), usd(found.people),
          against(found.ownUSD)]);
      }
      if (data.rows.both !== null) {
        const both = found.both;
        fill(data.rows.both, both
          ? [["Both", ": " + both.name], usd(both.usd), "not redrawn", usd(both.partsUSD),
            usd(both.overheadUSD), against(both.usd)]
          : [["Both", ": no mix can be had"], "—", "", "—", "—", ""]);
      }
    } else {
      restore();
    }
    if (moved || figure.querySelector("svg") && figure.clientWidth < 560) draw(at, found);
    const now = moved
      ? inputs.map(input => input.id + "=" + input.value).join("&") : "";
    if (now !== shown) {
      shown = now;
      try {
        history.replaceState(null, "", now ? "#" + now : location.pathname + location.search);
      } catch { /* an address that may not be changed is left */ }
    }
  }

  function readAddress() {
    for (const part of location.hash.slice(1).split("&")) {
      const [name, value] = part.split("=");
      const input = inputs.find(input => input.id === name);
      if (input && value !== undefined && Number.isFinite(Number(value))) input.value = value;
    }
  }

  // What is folded opens when the contents lead to it.
  function unfold() {
    const target = location.hash.length > 1 && !location.hash.includes("=")
      ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target && target.tagName === "DETAILS") target.open = true;
  }

  panel.hidden = false;
  const contents = document.getElementById("contents");
  if (contents && matchMedia("(min-width: 75rem)").matches) contents.open = true;
  inputs.forEach(input => input.addEventListener("input", update));
  reset.addEventListener("click", () => {
    for (const input of inputs) input.value = start[input.id];
    update();
    inputs[0].focus();
  });
  addEventListener("hashchange", () => { readAddress(); unfold(); update(); });
  addEventListener("resize", update);
  readAddress();
  unfold();
  update();
})();
