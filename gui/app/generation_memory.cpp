#include "app/generation_memory.h"

#include "app/remembered_models.h"

namespace deepscope {

namespace {

// Earlier versions kept one set of values for all models, directly in this group.
constexpr QLatin1String Generation("generation");
constexpr QLatin1String OfChats("generationOfChats");
constexpr QLatin1String OfImports("systemOfImports"); // of turns that came in from a file
constexpr int MostChats = 300, MostImports = 1000;    // those that were used longest ago are forgotten first
constexpr QLatin1String EarlierTurns("generation/earlierTurns");
constexpr QLatin1String KeptThoughts("generation/keepsThoughts"); // of all, as earlier versions wrote it
constexpr QLatin1String OldModel("generation/oldModel");          // whose they are now
constexpr QLatin1String Presets("presetNames");
constexpr const char *ValueNames[] = {"temperature", "topP",      "topK",    "minP",        "seed",
                                      "seedIsFixed", "maxTokens", "advised", "chatTemplate"};

QString valueKey(const QString &group, const char *name) { return group + u'/' + QLatin1String(name); }

QString systemKey(const QString &chat) { return valueKey(OfImports + u'/' + chat, "system"); }

QString placeOf(const ModelInfo &model)
{
    return placeOfModel(QString::fromStdString(model.path), qint64(model.fileBytes));
}

// Which file it is, wherever that lies.
QString kindOf(const ModelInfo &model)
{
    return QStringList{QString::fromStdString(model.name), QString::fromStdString(model.architecture),
                       QString::number(model.parameters), QString::number(model.fileBytes)}
        .join(u'/');
}

// A name may hold what separates groups.
QString presetGroup(const QString &name)
{
    return QStringLiteral("presets/") + QString::fromLatin1(name.toUtf8().toHex());
}

QString groupOf(const QString &model) { return Generation + u'/' + model; }

} // namespace

// The one set of values of an earlier version is of the model that was used last.
GenerationMemory::GenerationMemory(QSettings &file) : m_file(file)
{
    if (!m_file.contains(OldModel) && m_file.contains(valueKey(Generation, "temperature")))
        m_file.setValue(OldModel, m_file.value(QStringLiteral("recentModels")).toStringList().value(0, "default"));
}

GenerationSettings GenerationMemory::withoutModel() const
{
    GenerationSettings settings;
    settings.earlierTurns = m_file.value(EarlierTurns, settings.earlierTurns).toBool();
    settings.keepsThoughts = m_file.value(KeptThoughts, settings.keepsThoughts).toBool();
    return settings;
}

GenerationSettings GenerationMemory::of(const ModelInfo &model) const
{
    m_file.sync(); // another window may have kept some
    const QString group = groupToRead(model);
    return group.isEmpty() ? withoutModel() : read(group);
}

void GenerationMemory::keep(const ModelInfo &model, const GenerationSettings &settings)
{
    const QString place = placeOf(model);
    m_file.sync();
    write(groupOf(place), settings);
    m_file.setValue(valueKey(groupOf(place), "kind"), kindOf(model));
    m_file.setValue(EarlierTurns, settings.earlierTurns);
    rememberModel(m_file, Generation, place);
    if (m_file.value(OldModel).toString() == QString::fromStdString(model.path))
        forgetOldForm();
}

std::optional<GenerationSettings> GenerationMemory::ofChat(const QString &chat, const ModelInfo &model) const
{
    if (chat.isEmpty())
        return std::nullopt;
    m_file.sync();
    const QString group = OfChats + u'/' + chat;
    if (!m_file.contains(valueKey(group, "kind")) && m_file.contains(systemKey(chat))) {
        GenerationSettings settings = of(model);
        settings.system = systemOfImport(chat).toStdString();
        return settings;
    }
    const bool isOfModel = m_file.value(valueKey(group, "kind")) == kindOf(model);
    return isOfModel ? std::optional(read(group)) : std::nullopt;
}

void GenerationMemory::keepOfChat(const QString &chat, const ModelInfo &model, const GenerationSettings &settings)
{
    m_file.sync();
    write(OfChats + u'/' + chat, settings);
    m_file.setValue(valueKey(OfChats + u'/' + chat, "kind"), kindOf(model));
    rememberModel(m_file, OfChats, chat, MostChats);
}

void GenerationMemory::keepEarlierTurns(bool sends) { m_file.setValue(EarlierTurns, sends); }

// The file is read once, and written when all are out of it.
std::map<QString, QVariantMap> GenerationMemory::takeOut(const QStringList &chats)
{
    m_file.sync();
    std::map<QString, QVariantMap> all;
    for (const QString &chat : chats)
        for (const QLatin1String group : {OfChats, OfImports}) {
            const QString place = group + u'/' + chat;
            m_file.beginGroup(place);
            for (const QString &name : m_file.childKeys())
                all[chat][place + u'/' + name] = m_file.value(name);
            m_file.endGroup();
            forgetModel(m_file, group, chat);
        }
    return all;
}

void GenerationMemory::putBack(const std::map<QString, QVariantMap> &chats)
{
    m_file.sync();
    for (const auto &[chat, values] : chats) {
        for (auto value = values.begin(); value != values.end(); ++value)
            m_file.setValue(value.key(), value.value());
        if (m_file.contains(valueKey(OfChats + u'/' + chat, "kind")))
            rememberModel(m_file, OfChats, chat, MostChats);
        if (m_file.contains(systemKey(chat)))
            rememberModel(m_file, OfImports, chat, MostImports);
    }
}

QString GenerationMemory::systemOfImport(const QString &chat) const { return m_file.value(systemKey(chat)).toString(); }

// The file is read once, and written when all are in it.
void GenerationMemory::keepSystemsOfImports(const std::map<QString, QString> &systems)
{
    if (!systems.empty())
        m_file.sync();
    for (const auto &[chat, system] : systems) {
        m_file.setValue(systemKey(chat), system);
        rememberModel(m_file, OfImports, chat, MostImports);
    }
}

QString GenerationMemory::groupToRead(const ModelInfo &model) const
{
    const QStringList known = rememberedModels(m_file, Generation);
    if (const QString place = placeOf(model); m_file.contains(valueKey(groupOf(place), "kind")))
        return groupOf(place);
    if (m_file.value(OldModel).toString() == QString::fromStdString(model.path))
        return Generation;
    const QString kind = kindOf(model);
    for (const QString &other : known)
        if (m_file.value(valueKey(groupOf(other), "kind")) == kind)
            return groupOf(other);
    return {};
}

GenerationSettings GenerationMemory::read(const QString &group) const
{
    const auto value = [&](const char *name, const QVariant &standard) {
        return m_file.value(valueKey(group, name), standard);
    };
    GenerationSettings settings = withoutModel();
    settings.sampling.temperature = value("temperature", 0).toFloat();
    settings.sampling.topP = value("topP", 1).toFloat();
    settings.sampling.topK = value("topK", 0).toUInt();
    settings.sampling.minP = value("minP", 0).toFloat();
    // 0 was what earlier versions wrote where nobody had fixed one.
    if (const uint64_t seed = value("seed", 0).toULongLong(); seed != 0 || value("seedIsFixed", false).toBool())
        settings.seed = seed;
    settings.maxTokens = value("maxTokens", 0).toUInt();
    settings.thoughtLimit = value("thoughtLimit", 0).toUInt();
    for (const QString &text : value("stops", QStringList()).toStringList())
        settings.stops.push_back(text.toStdString());
    settings.system = value("system", QString()).toString().toStdString();
    settings.sampling.repetitionPenalty = value("repetitionPenalty", 1).toFloat();
    settings.sampling.presencePenalty = value("presencePenalty", 0).toFloat();
    settings.sampling.frequencyPenalty = value("frequencyPenalty", 0).toFloat();
    settings.keepsThoughts = value("keepsThoughts", settings.keepsThoughts).toBool();
    settings.advised = value("advised", settings.advised).toBool();
    settings.chatTemplate = value("chatTemplate", QString()).toString().toStdString();
    return settings;
}

void GenerationMemory::write(const QString &group, const GenerationSettings &settings)
{
    const auto keep = [&](const char *name, const QVariant &value) { m_file.setValue(valueKey(group, name), value); };
    keep("temperature", settings.sampling.temperature);
    keep("topP", settings.sampling.topP);
    keep("topK", settings.sampling.topK);
    keep("minP", settings.sampling.minP);
    keep("seed", QVariant::fromValue(settings.seed.value_or(0)));
    keep("seedIsFixed", settings.seed.has_value());
    keep("maxTokens", settings.maxTokens);
    keep("thoughtLimit", settings.thoughtLimit);
    QStringList stops;
    for (const std::string &text : settings.stops)
        stops << QString::fromStdString(text);
    keep("stops", stops);
    keep("system", QString::fromStdString(settings.system));
    keep("repetitionPenalty", settings.sampling.repetitionPenalty);
    keep("presencePenalty", settings.sampling.presencePenalty);
    keep("frequencyPenalty", settings.sampling.frequencyPenalty);
    keep("keepsThoughts", settings.keepsThoughts);
    keep("advised", settings.advised);
    keep("chatTemplate", QString::fromStdString(settings.chatTemplate));
}

std::vector<GenerationPreset> GenerationMemory::presets() const
{
    m_file.sync();
    std::vector<GenerationPreset> presets;
    for (const QString &name : m_file.value(Presets).toStringList())
        presets.push_back({name, read(presetGroup(name)).sampling, true});
    return presets;
}

void GenerationMemory::keepPreset(const GenerationPreset &preset)
{
    m_file.sync();
    QStringList names = m_file.value(Presets).toStringList();
    if (!names.contains(preset.name))
        names << preset.name;
    m_file.setValue(Presets, names);
    GenerationSettings settings;
    settings.sampling = preset.sampling;
    write(presetGroup(preset.name), settings);
}

void GenerationMemory::removePreset(const QString &name)
{
    m_file.sync();
    QStringList names = m_file.value(Presets).toStringList();
    names.removeAll(name);
    m_file.setValue(Presets, names);
    m_file.remove(presetGroup(name));
}

void GenerationMemory::forgetOldForm()
{
    for (const char *name : ValueNames)
        m_file.remove(valueKey(Generation, name));
    m_file.remove(OldModel);
}

} // namespace deepscope
