using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Truce.Measures;

namespace Truce.Tests.Measures;

/// <summary>RFC 8785: number samples of appendix B, the string and sorting examples of §3.2.2 and §3.2.3.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_of_appendix_B(string bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(Convert.ToUInt64(bits, 16))));

    [Theory]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("-0", "0")]
    [InlineData("100", "100")]
    [InlineData("-1.50e1", "-15")]
    [InlineData("123456789012345678", "123456789012345680")]
    public void Numbers_as_they_are_parsed(string json, string expected) => Assert.Equal(expected, Text(json));

    [Fact]
    public void The_example_of_section_3_2_2()
    {
        const string Json = """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""";
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(Expected, Text(Json));
    }

    [Fact]
    public void Members_are_sorted_by_code_units_of_UTF_16_as_in_section_3_2_3()
    {
        const string Json = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        string[] expected = ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"];
        Assert.Equal(expected, JsonNode.Parse(Text(Json))!.AsObject().Select(p => (string?)p.Value));
    }

    [Fact]
    public void Every_finite_number_comes_back_bit_by_bit_and_canonical_text_stays_as_it_is() =>
        Prop.ForAll<ulong>(bits =>
        {
            double value = BitConverter.UInt64BitsToDouble(bits);
            if (!double.IsFinite(value)) return Record.Exception(() => CanonicalJson.Number(value)) is ArgumentException;
            string text = CanonicalJson.Number(value);
            return double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == value && Text(text) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Strings_come_back_letter_by_letter() =>
        Prop.ForAll<string>(s =>
        {
            if (s is null || s.Any(char.IsSurrogate)) return true;
            byte[] bytes = CanonicalJson.Write(JsonValue.Create(s));
            return (string?)JsonNode.Parse(bytes) == s && CanonicalJson.Write(JsonNode.Parse(bytes)).AsSpan().SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    private static string Text(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json)));
}
