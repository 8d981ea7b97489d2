extension ReportPage {
  /// Tells the value nearest to the pointer, and marks it.
  ///
  /// What a chart can tell are its elements of the class `nadir-hit` with a title each. All titles are taken out, so that
  /// the browser does not tell them a second time, and given to assistive technology as labels instead.
  static let script = """
    "use strict";
    (() => {
      const tooltip = document.createElement("div");
      tooltip.className = "tooltip";
      tooltip.setAttribute("role", "tooltip");
      tooltip.hidden = true;
      document.body.append(tooltip);
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      dot.setAttribute("class", "nadir-found");
      dot.setAttribute("r", "5");
      // How far a pointer may be from what is told, in pixels.
      const reach = 48;

      const hide = () => {
        tooltip.hidden = true;
        dot.remove();
      };

      const show = (hit, x, y) => {
        tooltip.textContent = hit.dataset.title;
        tooltip.hidden = false;
        const width = tooltip.offsetWidth, height = tooltip.offsetHeight;
        const edge = document.documentElement.clientWidth - 8;
        const left = x + 14 + width > edge ? x - 14 - width : x + 14;
        const top = y - 14 - height < 8 ? y + 14 : y - 14 - height;
        tooltip.style.left = Math.max(8, Math.min(left, edge - width)) + "px";
        tooltip.style.top = top + "px";
        dot.setAttribute("cx", hit.getAttribute("cx"));
        dot.setAttribute("cy", hit.getAttribute("cy"));
        hit.parentNode.append(dot);
      };

      for (const chart of document.querySelectorAll(".chart > svg")) {
        const hits = [...chart.querySelectorAll(".nadir-hit")];
        for (const part of [chart, ...hits]) {
          const title = part.querySelector(":scope > title");
          part.dataset.title = title ? title.textContent : "";
          part.setAttribute("aria-label", part.dataset.title);
          if (title) title.remove();
        }
        if (hits.length === 0) continue;
        // Where they are, relative to the chart; measured when it is needed and the chart has another size.
        let places = [], measured = "";
        const measure = () => {
          const frame = chart.getBoundingClientRect();
          const size = frame.width + "x" + frame.height;
          if (size !== measured) {
            places = hits.map((hit) => {
              const box = hit.getBoundingClientRect();
              return [box.left + box.width / 2 - frame.left, box.top + box.height / 2 - frame.top];
            });
            measured = size;
          }
          return frame;
        };
        const move = (event) => {
          const frame = measure();
          const x = event.clientX - frame.left, y = event.clientY - frame.top;
          let nearest = -1, least = reach * reach;
          for (let i = 0; i < places.length; i++) {
            const dx = places[i][0] - x, dy = places[i][1] - y, distance = dx * dx + dy * dy;
            if (distance < least) {
              least = distance;
              nearest = i;
            }
          }
          if (nearest < 0) return hide();
          show(hits[nearest], frame.left + places[nearest][0], frame.top + places[nearest][1]);
        };
        chart.addEventListener("pointermove", move);
        chart.addEventListener("pointerdown", move);
        chart.addEventListener("pointerleave", hide);
      }
      document.addEventListener("scroll", hide, { passive: true });
      document.documentElement.dataset.nadir = "ready";
    })();
    """
}
