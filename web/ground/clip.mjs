// Clips rings and lines to a box [west, south, east, north] of degrees. Sutherland and Hodgman (1974) for rings: where a ring leaves the box
// it runs along the edge, which is right for filling and wrong for outlines; outlines are clipped as lines.
const sides = ([west, south, east, north]) => [
  { inside: p => p[0] >= west, cut: (a, b) => at(a, b, (west - a[0]) / (b[0] - a[0])) },
  { inside: p => p[0] <= east, cut: (a, b) => at(a, b, (east - a[0]) / (b[0] - a[0])) },
  { inside: p => p[1] >= south, cut: (a, b) => at(a, b, (south - a[1]) / (b[1] - a[1])) },
  { inside: p => p[1] <= north, cut: (a, b) => at(a, b, (north - a[1]) / (b[1] - a[1])) },
];
const at = (a, b, t) => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];

export function clipRing(ring, box) {
  let points = ring.slice(0, -1);
  for (const side of sides(box)) {
    const kept = [];
    points.forEach((b, i) => {
      const a = points[(i + points.length - 1) % points.length];
      if (side.inside(b)) {
        if (!side.inside(a)) kept.push(side.cut(a, b));
        kept.push(b);
      } else if (side.inside(a)) kept.push(side.cut(a, b));
    });
    points = kept;
  }
  return points.length < 3 ? null : [...points, points[0]];
}

export const clipPolygon = (rings, box) => {
  const outer = clipRing(rings[0], box);
  return outer && [outer, ...rings.slice(1).map(r => clipRing(r, box)).filter(Boolean)];
};

export function clipLine(line, box) {
  let pieces = [line];
  for (const side of sides(box)) {
    pieces = pieces.flatMap(points => {
      const out = [];
      let run = [];
      points.forEach((b, i) => {
        const a = points[i - 1];
        if (a && side.inside(a) !== side.inside(b)) {
          const edge = side.cut(a, b);
          run.push(edge);
          if (side.inside(a)) { out.push(run); run = []; }
        }
        if (side.inside(b)) run.push(b);
      });
      out.push(run);
      return out.filter(p => p.length > 1);
    });
  }
  return pieces;
}

// Degrees to `digits` decimals, neighbours that fall together are one point.
export function rounded(points, digits) {
  const unit = 10 ** digits;
  const snapped = points.map(p => p.map(x => Math.round(x * unit) / unit));
  return snapped.filter((p, i) => i === 0 || p[0] !== snapped[i - 1][0] || p[1] !== snapped[i - 1][1]);
}

export function contains(rings, [x, y]) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[j];
      if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}
