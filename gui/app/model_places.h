// Where the model browser looks, and the words for it.
#pragma once

#include "api/model_catalog.h"

#include <QCoreApplication>
#include <QStringList>

#include <vector>

namespace deepscope {

struct ModelPlaces {
    std::vector<ModelFolder> known; // of other programs
    QStringList folders;            // the user's

    std::vector<ModelFolder> all() const;
    // For an empty list: where was looked, a line for each program, and what to do.
    QString nothingFound() const;

    Q_DECLARE_TR_FUNCTIONS(deepscope::ModelPlaces)
};

// "21 models · 3 cannot be opened", and what kept the search from seeing all.
QString searchSummary(int models, int refused, const ScanOutcome &outcome);

// As a person writes it: with ~ for the home folder.
QString shortPath(const QString &path);

} // namespace deepscope
