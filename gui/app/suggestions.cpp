#include "app/suggestions.h"

namespace deepscope {

QStringList suggestedQuestions(const QString &modelPath)
{
    if (modelPath == QStringLiteral("default"))
        return {QStringLiteral("What is 47 + 85?"), QStringLiteral("Sort these numbers: 7, 3, 9, 1"),
                QStringLiteral("How many times does the letter r appear in strawberry?"),
                QStringLiteral("Which is larger, 318 or 381?"), QStringLiteral("What can you do?")};
    return {QStringLiteral("What is 47 + 85?"), QStringLiteral("How many r are in strawberry?"),
            QStringLiteral("Ann is taller than Bob, and Bob is taller than Cy. Who is the shortest?")};
}

} // namespace deepscope
