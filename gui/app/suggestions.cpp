#include "app/suggestions.h"

namespace deepscope {

QStringList suggestedQuestions(const QString &modelPath)
{
    if (modelPath == QStringLiteral("default"))
        return {QStringLiteral("What is 47 + 85?"),
                QStringLiteral("Sort these numbers: 42, 7, 19, 85, 30"),
                QStringLiteral("How many r are in strawberry?"),
                QStringLiteral("Use 3, 4 and 10 to make 70."),
                QStringLiteral("Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?"),
                QStringLiteral("What is the date 11 days after March 27?"),
                QStringLiteral("What can you do?")};
    return {QStringLiteral("What is 47 + 85?"), QStringLiteral("How many r are in strawberry?"),
            QStringLiteral("Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?")};
}

} // namespace deepscope
