// The commands of TeX that stand for a sign or the name of a function.
#pragma once

#include <QString>

namespace deepscope {

struct FormulaSymbol {
    enum class Kind : uint8_t {
        None,     // not known
        Sign,     // a letter or a bracket
        Operator, // with blanks around it
        Function, // its own name, with a blank behind it
        Blank,
        Nothing // says how something is set
    };
    Kind kind = Kind::None;
    QString shown;
};

FormulaSymbol formulaSymbol(const QString &command); // without its backslash

} // namespace deepscope
