#include "app/settings.h"

#include "app/remembered_models.h"

#include <QFileInfo>

namespace deepscope {

namespace {

constexpr int MostRecentModels = 8;

constexpr QLatin1String NewModels("newModels");

QString modelGroup(const QString &path) { return placeOfModel(path, QFileInfo(path).size()); }

QString openKey(const QString &group, const char *name)
{
    return QStringLiteral("open/%1/%2").arg(group, QLatin1String(name));
}

constexpr QLatin1String Drafts("drafts");
constexpr QLatin1String KnownAnswerList("knownAnswers");
constexpr QLatin1String LearningMode("learning");

QString layoutKey(Mode mode)
{
    return mode == Mode::Learning ? QStringLiteral("window/learningLayout") : QStringLiteral("window/layout");
}

} // namespace

Theme Settings::theme() const { return themeFromKey(m_file->value(QStringLiteral("theme")).toString()); }

void Settings::setTheme(Theme theme) { m_file->setValue(QStringLiteral("theme"), themeKey(theme)); }

QString Settings::languageIn(const QSettings &file) { return file.value(QStringLiteral("language")).toString(); }

QString Settings::language() const { return languageIn(*m_file); }

void Settings::setLanguage(const QString &language) { m_file->setValue(QStringLiteral("language"), language); }

QByteArray Settings::windowGeometry() const { return m_file->value(QStringLiteral("window/geometry")).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_file->setValue(QStringLiteral("window/geometry"), geometry);
    m_file->sync();
}

QByteArray Settings::windowLayout(Mode mode) const { return m_file->value(layoutKey(mode)).toByteArray(); }

void Settings::setWindowLayout(Mode mode, const QByteArray &layout) { m_file->setValue(layoutKey(mode), layout); }

Mode Settings::mode() const
{
    return m_file->value(QStringLiteral("window/mode")).toString() == LearningMode ? Mode::Learning : Mode::Chat;
}

void Settings::setMode(Mode mode)
{
    m_file->setValue(QStringLiteral("window/mode"), mode == Mode::Learning ? QString(LearningMode) : QString());
}

OpenOptions Settings::openOptions(const QString &path) const
{
    const QString group = modelGroup(path);
    return readOpenOptions(m_file->contains(openKey(group, "cache")) ? group : QString(NewModels));
}

void Settings::setOpenOptions(const QString &path, const OpenOptions &options)
{
    const QString group = modelGroup(path);
    keepOpenOptions(group, options);
    rememberModel(*m_file, QStringLiteral("open"), group);
}

void Settings::setOpenOptionsOfNewModels(const OpenOptions &options)
{
    keepOpenOptions(NewModels, {options.device, 0, options.cacheType});
}

OpenOptions Settings::readOpenOptions(const QString &group) const
{
    const std::string cache = m_file->value(openKey(group, "cache")).toString().toStdString();
    return {m_file->value(openKey(group, "device")).toString(), m_file->value(openKey(group, "context")).toUInt(),
            cacheTypeFrom(cache).value_or(OpenOptions().cacheType)};
}

void Settings::keepOpenOptions(const QString &group, const OpenOptions &options)
{
    m_file->setValue(openKey(group, "device"), options.device);
    m_file->setValue(openKey(group, "context"), options.context);
    m_file->setValue(openKey(group, "cache"), QString::fromUtf8(cacheTypeName(options.cacheType)));
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

Pace Settings::pace() const { return paceFromKey(m_file->value(QStringLiteral("pace")).toString()); }

void Settings::setPace(Pace pace) { m_file->setValue(QStringLiteral("pace"), paceKey(pace)); }

bool Settings::sawFirstSteps() const { return m_file->value(QStringLiteral("sawFirstSteps"), false).toBool(); }

void Settings::setSawFirstSteps() { m_file->setValue(QStringLiteral("sawFirstSteps"), true); }

bool Settings::keepsChats() const { return m_file->value(QStringLiteral("keepChats"), true).toBool(); }

void Settings::setKeepsChats(bool keeps) { m_file->setValue(QStringLiteral("keepChats"), keeps); }

QHash<QString, QString> Settings::knownAnswers() const
{
    QHash<QString, QString> answers;
    for (const auto &[question, answer] : m_file->value(KnownAnswerList).toHash().asKeyValueRange())
        answers[question] = answer.toString();
    return answers;
}

void Settings::changeKnownAnswers(const QHash<QString, QString> &changes)
{
    m_file->sync(); // what another window wrote
    QVariantHash list = m_file->value(KnownAnswerList).toHash();
    for (const auto &[question, answer] : changes.asKeyValueRange())
        if (answer.isEmpty())
            list.remove(question);
        else
            list[question] = answer;
    m_file->setValue(KnownAnswerList, list);
}

QHash<QString, QString> Settings::drafts() const
{
    QHash<QString, QString> drafts;
    m_file->beginGroup(Drafts);
    for (const QString &key : m_file->childKeys())
        drafts[key] = m_file->value(key).toString();
    m_file->endGroup();
    return drafts;
}

void Settings::setDraft(const QString &chat, const QString &text)
{
    const QString key = Drafts + u'/' + chat;
    if (text.isEmpty())
        m_file->remove(key);
    else
        m_file->setValue(key, text);
}

QString Settings::folder() const { return m_file->value(QStringLiteral("folder")).toString(); }

void Settings::setFolder(const QString &folder) { m_file->setValue(QStringLiteral("folder"), folder); }

} // namespace deepscope
