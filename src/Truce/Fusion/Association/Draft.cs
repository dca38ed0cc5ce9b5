namespace Truce.Fusion.Association;

/// <summary>An event in the making.</summary>
internal sealed class Draft
{
    internal int Key; // names the event while it is listened to live
    internal int Cell;
    internal float East;
    internal float North;
    internal float Depth;
    internal double TimeS;
    internal int Size;
    internal float Score;
    internal float Ceiling; // evidence if every residual were nought, before the price of the place
    internal List<int> Members = [];

    internal Draft Copy() => new() { Key = Key, Cell = Cell, East = East, North = North, Depth = Depth, TimeS = TimeS, Size = Size, Score = Score, Ceiling = Ceiling, Members = [.. Members] };
}
