using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Tests.Fusion.Arrivals;

public sealed class RegionOutlineTests
{
    // A long listening run came to an end here: the outline looks at the neighbours of cells on the border.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 7)]
    [InlineData(5, 0)]
    public void A_region_on_the_border_of_the_search_has_an_outline_too(int row, int column)
    {
        var region = new LocatedRegion(0.9, new CellGrid(10, 20, 0.1, 0.1), [CellGrid.Cell(row, column), CellGrid.Cell(row + 1, column)]);
        RegionPart part = Assert.Single(region.Parts);
        Assert.Equal(5, part.Outer.Length);
        Assert.True(region.Contains(new GeoPoint(10 + (0.1 * (row + 0.5)), 20 + (0.1 * (column + 0.5)))));
        Assert.False(region.Contains(new GeoPoint(9.95, 19.95)));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, -1)]
    [InlineData(-1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Rows_and_columns_come_back_out_of_a_cell(int row, int column) =>
        Assert.Equal((row, column), (CellGrid.Row(CellGrid.Cell(row, column)), CellGrid.Column(CellGrid.Cell(row, column))));
}
