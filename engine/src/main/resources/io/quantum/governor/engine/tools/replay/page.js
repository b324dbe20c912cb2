"use strict";
(() => {
  const report = JSON.parse(document.getElementById("report").textContent);
  const charts = [];
  const light = { paper: "#ffffff", ink: "#1b1f24", line: "#d5dae0", before: "#0072b2", after: "#e69f00", blocked: "#b34700", permitted: "#56b4e9" };
  const shown = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const colours = printing => Object.fromEntries(Object.keys(light).map(name => [name, printing ? light[name] : shown(name)]));

  let now = colours(false);

  // Colours that colour-blind people tell apart too; one of two series has an edge in the colour of the text as well.
  const series = (label, data, colour, edged) =>
    ({ label, data, backgroundColor: now[colour], borderColor: now.ink, borderWidth: edged ? 1 : 0 });

  function draw(canvas, labels, datasets, options) {
    charts.push(new Chart(canvas, {
      type: "bar",
      data: { labels, datasets },
      options: { responsive: true, maintainAspectRatio: false, animation: false, ...options }
    }));
  }

  function drawAll(printing) {
    now = colours(printing);
    Chart.defaults.color = now.ink;
    Chart.defaults.borderColor = now.line;
    charts.splice(0).forEach(chart => chart.destroy());
    timeline();
    gates();
    headroom();
  }

  const axis = (text, more) => ({ title: { display: Boolean(text), text }, ...more });
  const whole = { beginAtZero: true, ticks: { precision: 0 } };

  function timeline() {
    const steps = report.timeline;
    const labels = steps.map(step => step.from.replace("T", " ").replace(/:00Z$/, ""));
    draw(document.getElementById("timeline"), labels, [
      series("permit to block", steps.map(step => step.newlyBlocked), "blocked", true),
      series("block to permit", steps.map(step => step.newlyPermitted), "permitted", false)
    ], { scales: { x: axis("UTC", { stacked: true, ticks: { maxTicksLimit: 14 } }), y: axis("plans", { ...whole, stacked: true }) } });
  }

  function gates() {
    const byGate = new Map();
    for (const difference of report.differences) {
      const side = { newly_blocked: 0, newly_permitted: 1 }[difference.result];
      if (side !== undefined) {
        const name = [difference.gate, difference.reason].filter(Boolean).join(" ");
        const sums = byGate.get(name) || [0, 0];
        sums[side] += difference.plans;
        byGate.set(name, sums);
      }
    }
    document.getElementById("gates-frame").style.height = (5 + 2 * byGate.size) + "rem";
    draw(document.getElementById("gates"), [...byGate.keys()], [
      series("permit to block", [...byGate.values()].map(sums => sums[0]), "blocked", true),
      series("block to permit", [...byGate.values()].map(sums => sums[1]), "permitted", false)
    ], { indexAxis: "y", scales: { x: axis("plans", whole), y: axis("") } });
  }

  function headroom() {
    const labels = ["blocked", ...Array.from({ length: 10 }, (_, i) => "< " + (i + 1) * 10 + " %"), "more"];
    report.headroom.forEach((gate, i) => draw(canvases[i], labels, [
      series("before", gate.before, "before", false),
      series("after", gate.after, "after", true)
    ], { scales: { x: axis(""), y: axis("plans", whole) } }));
  }

  function frame(gate) {
    const figure = document.createElement("figure");
    const title = document.createElement("h3");
    const place = document.createElement("div");
    const canvas = document.createElement("canvas");
    title.textContent = gate.gate;
    place.className = "chart";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "Headroom at " + gate.gate + ": before " + gate.before + "; after " + gate.after);
    place.append(canvas);
    figure.append(title, place);
    document.getElementById("headroom").append(figure);
    return canvas;
  }

  document.getElementById("charts").hidden = false;
  const canvases = report.headroom.map(frame);
  drawAll(false);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(false));
  addEventListener("beforeprint", () => drawAll(true));
  addEventListener("afterprint", () => drawAll(false));
})();
