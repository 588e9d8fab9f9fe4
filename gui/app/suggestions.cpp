#include "app/suggestions.h"

namespace deepscope {

QStringList suggestedQuestions(const QString &modelPath)
{
    if (modelPath == QStringLiteral("default"))
        return {QStringLiteral("What is 47 + 85?"),
                QStringLiteral("Sort these numbers: 7, 3, 9, 1"),
                QStringLiteral("How many r are in strawberry?"),
                QStringLiteral("Use 3, 7 and 8 to make 29."),
                QStringLiteral("Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?"),
                QStringLiteral("What can you do?")};
    return {QStringLiteral("What is 47 + 85?"), QStringLiteral("How many r are in strawberry?"),
            QStringLiteral("Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?")};
}

} // namespace deepscope
