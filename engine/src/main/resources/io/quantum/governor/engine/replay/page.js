"use strict";
(() => {
  const report = JSON.parse(document.getElementById("report").textContent);
  const charts = [];
  const light = { paper: "#ffffff", ink: "#1b1f24", line: "#d5dae0", before: "#0072b2", after: "#e69f00", blocked: "#b34700", permitted: "#56b4e9" };
  const shown = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const colours = printing => Object.fromEntries(Object.keys(light).map(name => [name, printing ? light[name] : shown(name)]));

  // Each series has a colour that stands out for colour-blind people too, and an edge in the colour of the text on one of them.
  const series = (label, data, colour, edged) => ({ label, data, colour, edged });

  function draw(canvas, labels, sets, options) {
    const chart = new Chart(canvas, {
      type: "bar",
      data: { labels, datasets: sets },
      options: { responsive: true, maintainAspectRatio: false, animation: false, ...options }
    });
    charts.push(chart);
  }

  function paint(printing) {
    const now = colours(printing);
    for (const chart of charts) {
      for (const set of chart.data.datasets) {
        set.backgroundColor = now[set.colour];
        set.borderColor = now.ink;
        set.borderWidth = set.edged ? 1 : 0;
      }
      for (const axis of Object.values(chart.options.scales)) {
        axis.ticks = { ...axis.ticks, color: now.ink };
        axis.grid = { ...axis.grid, color: now.line };
        if (axis.title) axis.title.color = now.ink;
      }
      chart.options.plugins.legend.labels.color = now.ink;
      chart.resize();
      chart.update("none");
    }
  }

  const axis = (text, more) => ({ title: { display: Boolean(text), text }, ticks: {}, grid: {}, ...more });
  const legend = { legend: { labels: {} } };
  const whole = { beginAtZero: true, ticks: { precision: 0 } };

  function timeline() {
    const steps = report.timeline;
    const labels = steps.map(step => step.from.replace("T", " ").replace(/:00Z$/, ""));
    draw(document.getElementById("timeline"), labels, [
      series("permit to block", steps.map(step => step.newlyBlocked), "blocked", true),
      series("block to permit", steps.map(step => step.newlyPermitted), "permitted", false)
    ], { plugins: legend, scales: { x: axis("UTC", { stacked: true }), y: axis("plans", { ...whole, stacked: true }) } });
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
    ], { indexAxis: "y", plugins: legend, scales: { x: axis("plans", whole), y: axis("") } });
  }

  function headroom() {
    const labels = ["blocked", ...Array.from({ length: 10 }, (_, i) => "< " + (i + 1) * 10 + " %"), "more"];
    for (const gate of report.headroom) {
      const figure = document.createElement("figure");
      const title = document.createElement("h3");
      const frame = document.createElement("div");
      const canvas = document.createElement("canvas");
      title.textContent = gate.gate;
      frame.className = "chart";
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", "Headroom at " + gate.gate + ": before " + gate.before + "; after " + gate.after);
      frame.append(canvas);
      figure.append(title, frame);
      document.getElementById("headroom").append(figure);
      draw(canvas, labels, [
        series("before", gate.before, "before", false),
        series("after", gate.after, "after", true)
      ], { plugins: legend, scales: { x: axis(""), y: axis("plans", whole) } });
    }
  }

  document.getElementById("charts").hidden = false;
  timeline();
  gates();
  headroom();
  paint(false);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(false));
  addEventListener("beforeprint", () => paint(true));
  addEventListener("afterprint", () => paint(false));
})();
