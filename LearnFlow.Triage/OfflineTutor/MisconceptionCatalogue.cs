using LearnFlow.Triage.OfflineTutor.Misconceptions;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>All misconceptions that the tutor knows; where several fit, the more specific one comes first.</summary>
public static class MisconceptionCatalogue
{
    /// <summary>The catalogue in order of precedence.</summary>
    public static IReadOnlyList<Misconception> All { get; } =
    [
        // What Python cannot read.
        new ElseWithCondition(), new ElseIfAsTwoWords(), new KeywordAsName(), new IncrementOperator(), new ForeignLogicalOperator(),
        new WrongComparisonSign(), new PrintWithoutParentheses(), new AssignmentInCondition(), new AssignmentToValue(), new MissingComma(),
        new UnterminatedText(), new TypographicCharacter(), new NameStartsWithDigit(), new UnclosedBracket(), new UnmatchedClosingBracket(),
        new MissingColon(), new MissingIndentedBlock(), new UnexpectedIndent(), new UnevenUnindent(), new TabsAndSpaces(),
        new ReturnOutsideFunction(), new BreakOutsideLoop(),

        // What stops a program.
        new MissingFunction(), new UsedBeforeAssignment(), new NameOnlyInsideFunction(), new MissingImport(), new MisspelledName(), new TextWithoutQuotes(),
        new UndefinedName(), new NoStartValue(), new ValueInSomeCases(), new LocalBeforeAssignment(), new TextPlusNumber(), new InputIsText(), new TextComparedWithNumber(),
        new ResultOfInPlaceMethod(), new ForgottenReturn(), new OperationOnNone(), new ShadowedBuiltin(), new ParenthesesAfterValue(),
        new IndexPastEnd(), new MissingKey(), new MissingSelf(), new WrongArgumentCount(), new MethodWithoutCall(), new LoopOverNumber(),
        new IndexOnNumber(), new TextIndex(), new ConversionOfText(), new DivisionByZero(), new UnknownMethod(), new TextIsImmutable(),
        new TupleIsImmutable(), new UnpackCount(), new RemoveMissingItem(), new ChangedDuringIteration(),

        // What does not end.
        new LoopWithoutExit(), new CounterMovesAway(), new ConditionNeverChanges(), new ListGrowsWhileIterating(), new RecursionWithoutEnd(),

        // What gives a wrong result.
        new PrintInsteadOfReturn(), new ResultNotReturned(), new InPlaceMethodAsValue(), new ReturnInFirstRound(), new AccumulatorResetInLoop(), new ProductStartsAtZero(),
        new ComparisonAsStatement(), new NameInsteadOfCall(), new RemoveWhileIterating(), new OrWithBareValue(), new ConditionNamesFunction(), new IdentityInsteadOfEquality(), new MutableDefault(),
        new DecimalEquality(), new UnusedResult(), new UnreachableCode(),
        new SelfAssignmentLost(), new IndexInsteadOfValue(), new LoopVariableReassigned(), new InputJoinedAsText(), new AveragePrecedence(),
        new CaretAsPower(), new LoopStopsOneEarly(), new RangeWithoutLast(),
    ];
}
