// Which step of a lab run a person looks at, shared by all panels of learning; no panel knows another.
#pragma once

#include <QObject>

#include <cstdint>
#include <optional>

namespace deepscope {

class StepSelection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Under the pointer, or where the keys are; nothing = nowhere.
    std::optional<uint32_t> hovered() const { return m_hovered; }
    void setHovered(std::optional<uint32_t> step);

    // Nothing = the newest, whichever that is.
    std::optional<uint32_t> chosen() const { return m_chosen; }
    void choose(std::optional<uint32_t> step);

signals:
    void hoveredChanged();
    void chosenChanged();

private:
    std::optional<uint32_t> m_hovered, m_chosen;
};

} // namespace deepscope
