using TaskActors.Bench.Tokens;

// One core, one caller: what a verification costs. Numbers of a busy machine say little.
var seconds = args is [var text] ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 2;
Console.WriteLine($"{"algorithm",-18} {"cold",10} {"remembered",12} {"stock handler",14}   (verifications a second)");
foreach (var candidate in Candidate.All())
{
    var cold = await Rate.MeasureAsync(candidate.VerifyColdAsync, seconds);
    var remembered = await Rate.MeasureAsync(candidate.VerifyRememberedAsync, seconds);
    var stock = candidate.CanStock
        ? $"{await Rate.MeasureAsync(candidate.VerifyByStockAsync, seconds):N0}"
        : "cannot";
    Console.WriteLine($"{candidate.Name,-18} {cold,10:N0} {remembered,12:N0} {stock,14}");
}
