// GenerationPopover: ways of sampling with a name.
#include "panels/chat/generation_popover.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace deepscope {

QWidget *GenerationPopover::makePresets()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("Ways of sampling with a name. Type another name to keep the values below under it."));
    m_preset->setEditable(true);
    m_preset->view()->setAccessibleName(tr("Presets"));
    m_preset->setInsertPolicy(QComboBox::NoInsert);
    m_preset->lineEdit()->setAccessibleName(tr("Preset"));
    m_preset->lineEdit()->setPlaceholderText(tr("none of them"));
    m_keepPreset->setText(tr("Keep"));
    m_keepPreset->setToolTip(tr("Keep the values below under this name"));
    m_removePreset->setText(tr("Remove"));
    m_removePreset->setToolTip(tr("Forget this name; the values below stay"));
    row->addWidget(m_preset, 1);
    row->addWidget(m_keepPreset);
    row->addWidget(m_removePreset);
    connect(m_preset, &QComboBox::activated, this, &GenerationPopover::choosePreset);
    connect(m_preset, &QComboBox::editTextChanged, this, [this](const QString &name) {
        const int place = m_preset->findText(name.trimmed());
        m_keepPreset->setVisible(!name.trimmed().isEmpty() && (place < 0 || m_presets[size_t(place)].own) &&
                                 (place < 0 || !isLike(m_presets[size_t(place)].sampling, sampling())));
        m_removePreset->setVisible(place >= 0 && m_presets[size_t(place)].own);
    });
    connect(m_keepPreset, &QToolButton::clicked, this, &GenerationPopover::keepPreset);
    connect(m_removePreset, &QToolButton::clicked, this,
            [this] { emit presetRemoved(m_preset->currentText().trimmed()); });
    return line;
}

void GenerationPopover::setOwnPresets(const std::vector<GenerationPreset> &presets)
{
    m_presets = knownPresets();
    m_presets.insert(m_presets.end(), presets.begin(), presets.end());
    m_preset->clear();
    for (const GenerationPreset &preset : m_presets)
        m_preset->addItem(preset.name);
    showPreset();
}

void GenerationPopover::choosePreset(int index)
{
    if (index < 0 || size_t(index) >= m_presets.size())
        return;
    QSignalBlocker silence(this);
    setSampling(m_presets[size_t(index)].sampling);
    silence.unblock();
    emit changed();
}

// The name of the values, where they have one.
void GenerationPopover::showPreset()
{
    if (m_preset->lineEdit()->hasFocus() && m_preset->findText(m_preset->currentText().trimmed()) < 0)
        return; // one is being typed
    const Sampling now = sampling();
    const auto isMeant = [&](const GenerationPreset &preset) { return isLike(preset.sampling, now); };
    auto found = std::ranges::find_if(m_presets, isMeant);
    const int chosen = m_preset->currentIndex(); // of several alike it stays the one that was chosen
    if (chosen >= 0 && size_t(chosen) < m_presets.size() && isMeant(m_presets[size_t(chosen)]))
        found = m_presets.begin() + chosen;
    m_preset->setCurrentIndex(found == m_presets.end() ? -1 : int(found - m_presets.begin()));
    m_preset->setEditText(found == m_presets.end() ? QString() : found->name);
}

void GenerationPopover::keepPreset() { emit presetKept({m_preset->currentText().trimmed(), sampling(), true}); }

} // namespace deepscope
