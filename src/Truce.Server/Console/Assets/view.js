// Where the map looks. Plate carrée about the middle of the area: east and north in metres, then pixels. Good for a theatre, not for a hemisphere.
const perDegree = 111_195;

export class View {
  constructor(area) {
    this.lat0 = (area.south + area.north) / 2;
    this.lon0 = (area.west + area.east) / 2;
    this.east = perDegree * Math.cos((this.lat0 * Math.PI) / 180);
    this.area = area;
    this.x = 0;
    this.y = 0;
    this.metresPerPixel = 500;
    this.width = 1;
    this.height = 1;
  }

  resize(width, height) {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
  }

  fit() {
    this.x = 0;
    this.y = 0;
    const wide = (this.area.east - this.area.west) * this.east;
    const high = (this.area.north - this.area.south) * perDegree;
    this.metresPerPixel = Math.max(wide / this.width, high / this.height) * 1.06;
  }

  toPixel([lon, lat]) {
    return [
      this.width / 2 + ((lon - this.lon0) * this.east - this.x) / this.metresPerPixel,
      this.height / 2 - ((lat - this.lat0) * perDegree - this.y) / this.metresPerPixel,
    ];
  }

  pan(rightPixels, downPixels) {
    this.x += rightPixels * this.metresPerPixel;
    this.y -= downPixels * this.metresPerPixel;
  }

  // Zooms about a pixel, so that what is under the pointer stays under it.
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const wanted = Math.min(5_000, Math.max(2, this.metresPerPixel / factor));
    const change = this.metresPerPixel - wanted;
    this.x += (px - this.width / 2) * change;
    this.y -= (py - this.height / 2) * change;
    this.metresPerPixel = wanted;
  }

  // Brings a place into sight; moves only when it is not.
  reveal(position) {
    const [px, py] = this.toPixel(position);
    const edge = 40;
    if (px > edge && px < this.width - edge && py > edge && py < this.height - edge) return;
    this.x = (position[0] - this.lon0) * this.east;
    this.y = (position[1] - this.lat0) * perDegree;
  }
}
