namespace Truce.Simulation.Lands;

/// <summary>The days of the exercise. The land keeps the time of <see cref="Zone"/>, one hour behind UTC on all of them.</summary>
public static class ExerciseDays
{
    /// <summary>IANA zone of the mission; UTC−1 until the last Sunday of March.</summary>
    public const string Zone = "Atlantic/Azores";

    /// <summary>Local days in the exercise.</summary>
    public const int Count = 6;

    /// <summary>First local day.</summary>
    public static DateOnly First { get; } = new(2031, 3, 3);

    /// <summary>Last local day.</summary>
    public static DateOnly Last { get; } = First.AddDays(Count - 1);

    /// <summary>The instant of a local time on a day of the exercise (0 is the first); hours may run past 24 or below 0.</summary>
    public static DateTimeOffset At(int day, double localHour) =>
        new DateTimeOffset(First.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(-1)).ToUniversalTime()
            .AddDays(day).AddSeconds(Math.Round(localHour * 3600));

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(-1));

    /// <summary>Local hour of the day, 0 to below 24.</summary>
    public static double HourOf(DateTimeOffset instant) => instant.UtcDateTime.AddHours(-1).TimeOfDay.TotalHours;
}
