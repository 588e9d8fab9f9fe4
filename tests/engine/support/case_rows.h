// A row of a test function for each of a list of cases: its name, and in "index" its place in the list.
#pragma once

#include <QTest>

#include <cstddef>

namespace deepscope::testing {

template <typename Cases>
void addRows(const Cases &cases)
{
    QTest::addColumn<size_t>("index");
    for (size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i].name().c_str()) << i;
}

} // namespace deepscope::testing
