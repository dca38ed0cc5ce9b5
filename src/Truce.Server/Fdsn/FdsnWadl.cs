using System.Xml.Linq;

namespace Truce.Server.Fdsn;

/// <summary>The description of a service that its specification asks for: methods and parameters, nothing more (WADL, W3C member submission 2009).</summary>
internal static class FdsnWadl
{
    private static readonly XNamespace Wadl = "http://wadl.dev.java.net/2009/02";
    private static readonly string[] Both = ["network", "station", "location", "channel", "starttime", "endtime", "format", "nodata"];
    private static readonly string[] StationOnly = ["level", "minlatitude", "maxlatitude", "minlongitude", "maxlongitude"];

    /// <summary>The document.</summary>
    public static string Of(bool dataselect, string address)
    {
        XElement[] parameters = [.. Both.Concat(dataselect ? [] : StationOnly).Select(p => new XElement(Wadl + "param", new XAttribute("name", p), new XAttribute("style", "query")))];
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XElement(Wadl + "application", new XElement(Wadl + "resources", new XAttribute("base", address),
            new XElement(Wadl + "resource", new XAttribute("path", "query"),
                new XElement(Wadl + "method", new XAttribute("name", "GET"), new XElement(Wadl + "request", parameters)),
                new XElement(Wadl + "method", new XAttribute("name", "POST"))),
            new XElement(Wadl + "resource", new XAttribute("path", "version"), new XElement(Wadl + "method", new XAttribute("name", "GET"))),
            new XElement(Wadl + "resource", new XAttribute("path", "application.wadl"), new XElement(Wadl + "method", new XAttribute("name", "GET"))))) + "\n";
    }
}
