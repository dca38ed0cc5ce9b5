using Truce.Measures;
using Truce.Pages;
using Truce.Testing;

namespace Truce.Tests.Pages;

public sealed class WordDifferenceTests
{
    [Fact]
    public void A_draft_and_a_final_text_differ_in_their_words()
    {
        Assert.Equal(
            [new(PieceKind.Same, "They"), new(PieceKind.Removed, "shall"), new(PieceKind.Added, "intend to"), new(PieceKind.Same, "send"), new(PieceKind.Removed, "three"), new(PieceKind.Added, "two"), new Piece(PieceKind.Same, "battalions.")],
            WordDifference.Of("They shall send three battalions.", "They intend to  send two\nbattalions."));
    }

    [Fact]
    public void The_pieces_give_both_texts_back()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var random = new SeededRandom(seed);
            string a = Text(random), b = Text(random);
            var pieces = WordDifference.Of(a, b);
            Assert.True(a == Joined(pieces.Where(p => p.Kind != PieceKind.Added)), $"seed {seed}");
            Assert.True(b == Joined(pieces.Where(p => p.Kind != PieceKind.Removed)), $"seed {seed}");
        }
    }

    [Fact]
    public void Equal_texts_are_one_piece_and_long_ones_are_shown_whole()
    {
        Assert.Equal(PieceKind.Same, Assert.Single(WordDifference.Of("a b c", "a b c")).Kind);
        string a = string.Join(' ', Enumerable.Range(0, WordDifference.MostWords + 1).Select(i => "a" + i)), b = string.Join(' ', Enumerable.Range(0, 5).Select(i => "b" + i));
        Assert.Equal([PieceKind.Removed, PieceKind.Added], WordDifference.Of(a, b).Select(p => p.Kind));
    }

    private static string Text(SeededRandom random) => string.Join(' ', Enumerable.Range(0, random.NextBelow(30)).Select(_ => "abcd"[random.NextBelow(4)].ToString()));

    private static string Joined(IEnumerable<Piece> pieces) => string.Join(' ', pieces.Select(p => p.Text));
}
