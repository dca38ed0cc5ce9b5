// The one door to the library that draws the map.
import * as gl from './vendor/maplibre-gl.js';
import { Protocol } from './vendor/pmtiles.js';

gl.setWorkerUrl(new URL('./vendor/maplibre-gl-worker.js', import.meta.url).href);
gl.addProtocol('pmtiles', new Protocol().tile);

// North stays up and the ground stays flat: a place is found again where it was. Nothing comes back when the browser cannot draw (no WebGL 2).
function create(container, style, bounds, label) {
  if (!document.createElement('canvas').getContext('webgl2')) return null;
  const map = new gl.Map({
    container, style, bounds, fitBoundsOptions: { padding: 12 }, attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false,
    maxPitch: 0, maxZoom: 16, fadeDuration: 0, locale: { 'Map.Title': label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute('aria-label', label);
  return map;
}

export default { create };
