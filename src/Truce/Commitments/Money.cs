using System.Collections.Frozen;

namespace Truce.Commitments;

/// <summary>Units of money: an ISO 4217 code, with k, M or bn before it for thousands, millions and billions.</summary>
public static class Money
{
    // ISO 4217:2015, list one, codes of states and of the euro; funds and metals are no money that is given.
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
        + "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
        + "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
        + "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly (string Prefix, double Scale)[] Prefixes = [("bn", 1e9), ("M", 1e6), ("k", 1e3), ("", 1)];

    /// <summary>Whether a unit is one of money.</summary>
    /// <param name="unit">The unit: <c>EUR</c>, <c>MEUR</c>, <c>bnUSD</c>.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="scaleFactor">How many units of the currency one of the unit is.</param>
    public static bool TryUnit(string unit, out string currency, out double scaleFactor)
    {
        foreach ((string prefix, double scale) in Prefixes)
        {
            if (!unit.StartsWith(prefix, StringComparison.Ordinal) || !Codes.Contains(unit[prefix.Length..])) continue;
            (currency, scaleFactor) = (unit[prefix.Length..], scale);
            return true;
        }

        (currency, scaleFactor) = ("", 0);
        return false;
    }

    /// <summary>Whether a unit looks like a code of money that is not on the list: three capitals, with a prefix or without.</summary>
    public static bool LooksUnknown(string unit) =>
        !TryUnit(unit, out _, out _) && Prefixes.Any(p => unit.StartsWith(p.Prefix, StringComparison.Ordinal) && unit.Length - p.Prefix.Length == 3 && unit[p.Prefix.Length..].All(char.IsAsciiLetterUpper));
}
