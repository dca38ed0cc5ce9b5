using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Truce.Feeds.Tests")]
