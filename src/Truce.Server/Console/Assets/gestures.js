// Pan and zoom by mouse, touch and keyboard.
export function handle(svg, view, draw) {
  const pointers = new Map();
  let moved = 0;

  const where = event => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const apart = () => {
    const [a, b] = [...pointers.values()];
    return { gap: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  };

  svg.addEventListener('wheel', event => {
    event.preventDefault();
    const [x, y] = where(event);
    view.zoom(Math.exp(-event.deltaY / 400), x, y);
    draw();
  }, { passive: false });

  svg.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    moved = 0;
    pointers.set(event.pointerId, where(event));
  });

  svg.addEventListener('pointermove', event => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = where(event);
    if (pointers.size === 2) {
      const old = apart();
      pointers.set(event.pointerId, now);
      const fresh = apart();
      view.pan(old.middle[0] - fresh.middle[0], old.middle[1] - fresh.middle[1]);
      if (old.gap > 0) view.zoom(fresh.gap / old.gap, ...fresh.middle);
      moved += 10;
    } else {
      pointers.set(event.pointerId, now);
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      // A hand that trembles still clicks: only a drag of some pixels takes the pointer.
      if (moved > 6) {
        if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
        view.pan(before[0] - now[0], before[1] - now[1]);
      }
    }
    draw();
  });

  const end = event => pointers.delete(event.pointerId);
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
  svg.addEventListener('pointerleave', event => { if (!svg.hasPointerCapture(event.pointerId)) end(event); });
  svg.addEventListener('click', event => { if (moved > 6) event.stopImmediatePropagation(); }, true);

  svg.addEventListener('keydown', event => {
    const step = 60;
    const act = {
      ArrowLeft: () => view.pan(-step, 0), ArrowRight: () => view.pan(step, 0), ArrowUp: () => view.pan(0, -step), ArrowDown: () => view.pan(0, step),
      '+': () => view.zoom(1.4), '=': () => view.zoom(1.4), '-': () => view.zoom(1 / 1.4), 0: () => view.fit(),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    draw();
  });
}
