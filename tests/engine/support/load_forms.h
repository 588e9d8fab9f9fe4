// Runs every test function of a program twice: with texel loads, as on lavapipe, and with storage loads, as on GPUs.
// Call addLoadForms in initTestCase_data and useLoadForm in init; devices opened after that follow.
#pragma once

#include <QTest>

namespace deepscope::testing {

inline void addLoadForms()
{
    QTest::addColumn<QByteArray>("loadForm");
    QTest::newRow("texel loads") << QByteArray("texel");
    QTest::newRow("storage loads") << QByteArray("storage");
}

inline void useLoadForm()
{
    QFETCH_GLOBAL(QByteArray, loadForm);
    qputenv("DEEPSCOPE_LOAD_FORM", loadForm);
}

} // namespace deepscope::testing
