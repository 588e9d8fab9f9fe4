#include "panels/shared/formula_symbols.h"

#include <QHash>

namespace deepscope {

namespace {

using Kind = FormulaSymbol::Kind;

// Pairs of a command and what is shown, parted by blanks.
constexpr const char *Signs =
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ "
    "psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
    "infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ hbar ℏ ell ℓ Re ℜ Im ℑ "
    "aleph ℵ angle ∠ triangle △ square □ degree ° circ ∘ prime ′ dagger † ddagger ‡ star ⋆ bullet • "
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ "
    "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ "
    "lbrace { rbrace } lbrack [ rbrack ] vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ backslash \\ checkmark ✓ "
    "therefore ∴ because ∵ blacksquare ■ qed ∎ top ⊤ bot ⊥ colon : imath ı jmath ȷ";

constexpr const char *Operators =
    "times × div ÷ cdot · ast ∗ pm ± mp ∓ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ setminus ∖ cup ∪ cap ∩ land ∧ wedge ∧ lor ∨ "
    "vee ∨ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ lt < gt > ll ≪ gg ≫ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ "
    "cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ nmid ∤ parallel ∥ perp ⊥ models ⊨ "
    "vdash ⊢ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔ Rightarrow ⇒ "
    "Longrightarrow ⟹ implies ⟹ Leftarrow ⇐ impliedby ⟸ Leftrightarrow ⇔ iff ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ "
    "downarrow ↓ hookrightarrow ↪ bmod mod doteq ≐ prec ≺ succ ≻ preceq ⪯ succeq ⪰ coloneqq ≔ trianglelefteq ⊴";

constexpr const char *Functions =
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim limsup liminf max min sup inf "
    "arg argmax argmin gcd lcm det dim ker deg hom Pr tr rank mod sgn";

constexpr const char *Settings =
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle limits nolimits displaystyle "
    "textstyle scriptstyle nonumber notag hline hfill centering";

QHash<QString, FormulaSymbol> table()
{
    QHash<QString, FormulaSymbol> symbols;
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u' '); };
    const auto addPairs = [&](const char *pairs, Kind kind) {
        const QStringList all = words(pairs);
        for (qsizetype i = 0; i + 1 < all.size(); i += 2)
            symbols.insert(all[i], {kind, all[i + 1]});
    };
    addPairs(Signs, Kind::Sign);
    addPairs(Operators, Kind::Operator);
    for (const QString &name : words(Functions))
        symbols.insert(name, {Kind::Function, name});
    for (const QString &name : words(Settings))
        symbols.insert(name, {Kind::Nothing, {}});
    for (const char *blank : {",", ";", ":", " ", "quad", "qquad", "enspace", "thinspace", "space"})
        symbols.insert(QString::fromUtf8(blank), {Kind::Blank, QStringLiteral(" ")});
    symbols.insert(QStringLiteral("!"), {Kind::Nothing, {}});
    symbols.insert(QStringLiteral("|"), {Kind::Sign, QStringLiteral("‖")});
    for (const char *itself : {"{", "}", "%", "$", "#", "_", "&"})
        symbols.insert(QString::fromUtf8(itself), {Kind::Sign, QString::fromUtf8(itself)});
    return symbols;
}

} // namespace

FormulaSymbol formulaSymbol(const QString &command)
{
    static const QHash<QString, FormulaSymbol> symbols = table();
    return symbols.value(command);
}

} // namespace deepscope
