#include "app/settings.h"

namespace deepscope {

namespace {

constexpr int MostRecentModels = 8;

} // namespace

Theme Settings::theme() const { return themeFromKey(m_file->value(QStringLiteral("theme")).toString()); }

void Settings::setTheme(Theme theme) { m_file->setValue(QStringLiteral("theme"), themeKey(theme)); }

QByteArray Settings::windowGeometry() const { return m_file->value(QStringLiteral("window/geometry")).toByteArray(); }

QByteArray Settings::windowLayout() const { return m_file->value(QStringLiteral("window/layout")).toByteArray(); }

void Settings::setWindow(const QByteArray &geometry, const QByteArray &layout)
{
    m_file->setValue(QStringLiteral("window/geometry"), geometry);
    m_file->setValue(QStringLiteral("window/layout"), layout);
    m_file->sync();
}

GenerationSettings Settings::generation() const
{
    const auto value = [this](const char *name, const QVariant &standard) {
        return m_file->value(QStringLiteral("generation/") + QLatin1String(name), standard);
    };
    GenerationSettings settings;
    settings.sampling.temperature = value("temperature", 0).toFloat();
    settings.sampling.topP = value("topP", 1).toFloat();
    settings.sampling.topK = value("topK", 0).toUInt();
    settings.sampling.minP = value("minP", 0).toFloat();
    settings.sampling.seed = value("seed", 0).toULongLong();
    settings.maxTokens = value("maxTokens", 0).toUInt();
    settings.earlierTurns = value("earlierTurns", settings.earlierTurns).toBool();
    settings.advised = value("advised", settings.advised).toBool();
    settings.chatTemplate = value("chatTemplate", QString()).toString().toStdString();
    return settings;
}

void Settings::setGeneration(const GenerationSettings &settings)
{
    const auto keep = [this](const char *name, const QVariant &value) {
        m_file->setValue(QStringLiteral("generation/") + QLatin1String(name), value);
    };
    keep("temperature", settings.sampling.temperature);
    keep("topP", settings.sampling.topP);
    keep("topK", settings.sampling.topK);
    keep("minP", settings.sampling.minP);
    keep("seed", QVariant::fromValue(settings.sampling.seed));
    keep("maxTokens", settings.maxTokens);
    keep("earlierTurns", settings.earlierTurns);
    keep("advised", settings.advised);
    keep("chatTemplate", QString::fromStdString(settings.chatTemplate));
}

QStringList Settings::recentModels() const { return m_file->value(QStringLiteral("recentModels")).toStringList(); }

void Settings::addRecentModel(const QString &path)
{
    QStringList recent = recentModels();
    recent.removeAll(path);
    recent.prepend(path);
    m_file->setValue(QStringLiteral("recentModels"), QStringList(recent.mid(0, MostRecentModels)));
}

QStringList Settings::modelFolders() const { return m_file->value(QStringLiteral("modelFolders")).toStringList(); }

void Settings::setModelFolders(const QStringList &folders)
{
    m_file->setValue(QStringLiteral("modelFolders"), folders);
}

bool Settings::keepsChats() const { return m_file->value(QStringLiteral("keepChats"), true).toBool(); }

void Settings::setKeepsChats(bool keeps) { m_file->setValue(QStringLiteral("keepChats"), keeps); }

QString Settings::folder() const { return m_file->value(QStringLiteral("folder")).toString(); }

void Settings::setFolder(const QString &folder) { m_file->setValue(QStringLiteral("folder"), folder); }

} // namespace deepscope
