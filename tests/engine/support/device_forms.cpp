#include "device_forms.h"

#include <QTest>

namespace deepscope::testing {

namespace {

constexpr std::array<DeviceForm, FormCount> Handful = {{{Loads[0], Tiles[0], Lanes[0]},
                                                        {Loads[1], Tiles[1], Lanes[0]},
                                                        {Loads[1], Tiles[0], Lanes[1]},
                                                        {Loads[0], Tiles[1], Lanes[2]},
                                                        {Loads[1], Tiles[1], Lanes[3]},
                                                        {Loads[0], Tiles[1], Lanes[4]}}};

void setOrUnset(const char *variable, const char *value)
{
    if (*value)
        qputenv(variable, value);
    else
        qunsetenv(variable);
}

} // namespace

std::string DeviceForm::name() const
{
    const std::string count = *lanes ? lanes : "own";
    return std::string(loads) + " loads, " + tiles + " tiles, " + count + " lanes";
}

void useForm(const DeviceForm &form)
{
    setOrUnset("DEEPSCOPE_LOAD_FORM", form.loads);
    setOrUnset("DEEPSCOPE_TILES", form.tiles);
    setOrUnset("DEEPSCOPE_LANES", form.lanes);
}

void useOwnForm() { useForm({"", "", ""}); }

OpBench &Benches::of(const DeviceForm &form)
{
    std::unique_ptr<OpBench> &bench = m_benches[form.name()];
    if (!bench) {
        useForm(form);
        bench = std::make_unique<OpBench>();
    }
    bench->startOver();
    return *bench;
}

void addDeviceForms()
{
    QTest::addColumn<size_t>("form");
    for (size_t i = 0; i < Handful.size(); ++i)
        QTest::newRow(Handful[i].name().c_str()) << i;
}

size_t currentFormIndex()
{
    QFETCH_GLOBAL(size_t, form);
    return form;
}

DeviceForm currentForm() { return Handful.at(currentFormIndex()); }

} // namespace deepscope::testing
