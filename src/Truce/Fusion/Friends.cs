using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Truce.Tests")]
