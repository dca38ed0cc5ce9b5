// Reads incidents as the interface gives them into what all panes use.
const levels = ['reported', 'screened', 'corroborated', 'confirmed', 'determined', 'attributed'];

export const levelWords = levels;

export function levelOf(value) {
  if (typeof value === 'number') return value;
  const at = levels.indexOf(String(value ?? '').toLowerCase());
  return at < 0 ? Number(value) || 0 : at;
}

// 90 % of a normal in two dimensions lies within sqrt(chi²₂(0.90)) = 2.146 σ.
const ninety = 2.146;

export function ellipse([ee, en, nn]) {
  const mean = (ee + nn) / 2;
  const root = Math.hypot((ee - nn) / 2, en);
  return {
    majorM: ninety * Math.sqrt(Math.max(0, mean + root)),
    minorM: ninety * Math.sqrt(Math.max(0, mean - root)),
    azimuthDeg: (0.5 * Math.atan2(2 * en, nn - ee) * 180) / Math.PI,
  };
}

export function modesOf(incident) {
  const modes = incident.multimodal && incident.modes?.length ? incident.modes : [incident];
  return modes.filter(m => m.position && m.covarianceM2)
    .map(m => ({ position: m.position, weight: m.weight ?? 1, ...ellipse(m.covarianceM2) }));
}

export function likeliest(incident) {
  if (incident.class) return incident.class;
  const all = Object.entries(incident.classProbabilities ?? {}).sort((a, b) => b[1] - a[1]);
  return all[0]?.[0] ?? 'unknown';
}

export const logit = p => Math.log(p / (1 - p));
export const fromLogit = x => 1 / (1 + Math.exp(-x));
export const short = id => (id ? `${String(id).slice(0, 8)}…` : '');
