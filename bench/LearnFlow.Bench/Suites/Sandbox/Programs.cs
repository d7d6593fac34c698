namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>The programs that are measured.</summary>
internal static class Programs
{
    public const string Hello = "print('hello')";

    public const string TenImports = "import json, re, random, math, datetime, collections, itertools, functools, dataclasses, statistics\nprint(len(json.dumps([1])))";

    /// <summary>Programs that only compute. Each prints the milliseconds of its best of three, so that no start-up is in it.</summary>
    public static IReadOnlyList<(string Name, string Code)> CpuBound { get; } =
    [
        ("fib", Timed("def work():\n    def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\n    fib(22)")),
        ("sieve", Timed("""
            def work():
                n = 200_000
                sieve = bytearray([1]) * (n + 1)
                for i in range(2, int(n ** 0.5) + 1):
                    if sieve[i]:
                        for j in range(i * i, n + 1, i):
                            sieve[j] = 0
            """)),
        ("nbody", Timed("""
            def work():
                bodies = [[float(i), i * 0.5, i * 0.25, 0.0, 0.1 * i, 0.0, 1.0 + i] for i in range(5)]
                for _ in range(400):
                    for i, a in enumerate(bodies):
                        for b in bodies[i + 1:]:
                            dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
                            m = 0.01 / (dx * dx + dy * dy + dz * dz) ** 1.5
                            a[3] -= dx * b[6] * m; a[4] -= dy * b[6] * m; a[5] -= dz * b[6] * m
                            b[3] += dx * a[6] * m; b[4] += dy * a[6] * m; b[5] += dz * a[6] * m
                    for a in bodies:
                        a[0] += 0.01 * a[3]; a[1] += 0.01 * a[4]; a[2] += 0.01 * a[5]
            """)),
        ("dict_sort", Timed("""
            def work():
                counts = {}
                x = 12345
                for _ in range(60_000):
                    x = (1103515245 * x + 12345) % 2147483648
                    counts[x % 5000] = counts.get(x % 5000, 0) + 1
                sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            """)),
        ("strings", Timed("""
            def work():
                parts = []
                for i in range(25_000):
                    parts.append(f'{i:05d}-{i % 7}' + str(i)[::-1])
                text = ','.join(parts)
                len(text.upper().split(','))
            """)),
    ];

    private static string Timed(string work) =>
        $"import time\n{work}\nbest = 1e9\nfor _ in range(3):\n    start = time.perf_counter()\n    work()\n    best = min(best, time.perf_counter() - start)\nprint(best * 1000)\n";
}
