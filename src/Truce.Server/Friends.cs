using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Truce.Server.Tests")]
