namespace Truce.Detections.Signals;

/// <summary>One second-order section, H(z) = (b₀ + b₁z⁻¹ + b₂z⁻²) / (1 + a₁z⁻¹ + a₂z⁻²).</summary>
public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2);
