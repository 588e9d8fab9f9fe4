// The kit that people try their cards with (installer/kit) is small: it lacks the largest of tests/data/golden.
#pragma once

#include <QFile>

namespace deepscope::testing {

inline bool isLeftOut([[maybe_unused]] const QString &goldenModel)
{
#ifdef DEEPSCOPE_KIT
    return goldenModel != "default" &&
           !QFile::exists(QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.gguf").arg(goldenModel));
#else
    return false;
#endif
}

} // namespace deepscope::testing
