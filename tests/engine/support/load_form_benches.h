// One OpBench for each way that kernels may read (storage and texel buffers), made once for all rows of a test.
#pragma once

#include "op_bench.h"

#include <array>
#include <memory>
#include <string>

#include <QByteArray>

namespace deepscope::testing {

constexpr std::array<const char *, 2> LoadForms = {"storage", "texel"};

class LoadFormBenches {
public:
    OpBench &of(const std::string &form)
    {
        std::unique_ptr<OpBench> &bench = m_benches.at(form == LoadForms[0] ? 0 : 1);
        if (!bench) {
            qputenv("DEEPSCOPE_LOAD_FORM", QByteArray::fromStdString(form));
            bench = std::make_unique<OpBench>();
            qunsetenv("DEEPSCOPE_LOAD_FORM");
        }
        return *bench;
    }

private:
    std::array<std::unique_ptr<OpBench>, 2> m_benches;
};

} // namespace deepscope::testing
