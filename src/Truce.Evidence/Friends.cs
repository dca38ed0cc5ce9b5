using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Truce.Evidence.Tests")]
