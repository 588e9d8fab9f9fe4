#include "memory_tree.h"

#include "cache_statistics.h"
#include "memory_names.h"
#include "paint/texts.h"

#include <algorithm>

namespace deepscope {

namespace {

struct PathStep {
    QString name, words;
    int layer = -1;
};

void add(MemoryNode &root, const std::vector<PathStep> &path, MemoryGroup group, uint64_t bytes)
{
    MemoryNode *node = &root;
    node->bytes += bytes;
    for (const PathStep &step : path) {
        auto found = std::ranges::find(node->children, step.name, &MemoryNode::name);
        if (found == node->children.end())
            found = node->children.insert(found, {step.name, step.words, group, step.layer, 0, {}});
        node = &*found;
        node->bytes += bytes;
    }
}

PathStep layerStep(int layer) { return {tr("Layer %1").arg(layer), {}, layer}; }

// What lies between tensors has no name.
std::vector<PathStep> weightPath(const MemoryLabel &label, MemoryOrder order)
{
    const PathStep group{memoryGroupName(MemoryGroup::Weights), {}, -1};
    if (label.name.empty())
        return {group, {tr("Between tensors"), tr("Each tensor begins where the device can read it well"), -1}};
    const WeightKind kind = weightKindOf(label.name);
    const PathStep ofKind{weightKindName(kind), weightKindWords(kind), label.layer},
        tensor{QString::fromStdString(label.name), {}, label.layer};
    if (label.layer < 0)
        return {group, ofKind, tensor};
    if (order == MemoryOrder::ByLayer)
        return {group, layerStep(label.layer), ofKind, tensor};
    return {group, {ofKind.name, ofKind.words, -1}, layerStep(label.layer), tensor};
}

// A layer of the cache says whether it has a window.
std::vector<PathStep> cachePath(const MemoryLabel &label, MemoryOrder order, const MemoryPlan *plan)
{
    const PathStep group{memoryGroupName(MemoryGroup::Cache), {}, -1};
    const QString part = cachePartName(label.name);
    PathStep layer = layerStep(label.layer);
    if (plan && label.layer >= 0 && size_t(label.layer) < plan->layers.size())
        if (const uint32_t window = plan->layers[size_t(label.layer)].window)
            layer.words = tr("Attention with a %1: no more of a text are kept").arg(windowName(window));
    if (order == MemoryOrder::ByLayer)
        return {group, layer, {part, {}, label.layer}};
    return {group, {part, {}, -1}, layer};
}

uint64_t allocatedFor(const MemoryAccount &account, MemoryPurpose purpose)
{
    uint64_t bytes = 0;
    for (const MemoryItem &item : account.items)
        bytes += item.label.purpose == purpose ? item.bytes : 0;
    return bytes;
}

// Of the cache, beside pages: who has the places of what layers keep otherwise, each of so many bytes.
void addPlaces(MemoryNode &root, const PathStep &of, const PlaceCounts &counts, uint64_t bytes)
{
    const auto put = [&](const QString &name, const QString &words, uint32_t places) {
        if (places * bytes > 0)
            add(root, {{memoryGroupName(MemoryGroup::Cache), {}, -1}, of, {name, words, -1}}, MemoryGroup::Cache,
                places * bytes);
    };
    put(tr("In use"), tr("Of texts under way"), counts.inUse);
    put(tr("Kept for later"), tr("In use by nobody; texts that begin alike go on from there, until room is needed"),
        counts.kept);
    put(tr("Free"), tr("Reserved, and in use by nobody"), counts.free);
}

// Pages in place of layers: who has them, each page once.
void addPages(MemoryNode &root, const MemoryAccount &account, const MemoryPlan &plan, const PoolUse &pool,
              const std::function<QString(uint32_t)> &runName)
{
    const uint64_t page = cachePageBytes(plan), window = windowPageBytes(plan);
    const auto put = [&](const QString &name, const QString &words, uint64_t bytes) {
        if (bytes > 0)
            add(root, {{memoryGroupName(MemoryGroup::Cache), {}, -1}, {name, words, -1}}, MemoryGroup::Cache, bytes);
    };
    uint32_t alone = 0;
    for (const PoolUse::OfRun &run : pool.runs) {
        const uint32_t own = run.pages - std::min(run.pages, run.shared);
        put(runName(run.run), tr("Pages of its own"), own * page);
        alone += own;
    }
    put(tr("Shared"), tr("In use by two runs or more"), (pool.inUse - std::min(pool.inUse, alone)) * page);
    put(tr("Kept for later"), tr("Of what has ended; found again by its content until room is needed"),
        pool.kept * page);
    put(tr("Free"), tr("Reserved, and in use by nobody"), pool.free * page);
    addPlaces(root, {tr("Attention windows"), windowsSentence(plan), -1}, pool.windows, window);
    const MemoryPurpose states = MemoryPurpose::States;
    addPlaces(root, {memoryItemName({states, {}, -1}), memoryPurposeWords(states), -1}, pool.states,
              plan.bytesPerState);
    const uint64_t allocated = allocatedFor(account, MemoryPurpose::Cache) + allocatedFor(account, states),
                   told = pool.pages * page + pool.windows.all() * window + pool.states.all() * plan.bytesPerState;
    put(tr("Around the pages"), {}, allocated - std::min(allocated, told));
}

void sortByLayer(MemoryNode &node)
{
    std::ranges::stable_sort(node.children, {}, &MemoryNode::layer);
    for (MemoryNode &child : node.children)
        sortByLayer(child);
}

void addAccount(MemoryNode &root, const MemoryAccount &account, MemoryOrder order, const MemoryPlan *plan,
                bool pagesApart)
{
    for (const MemoryItem &item : account.items) {
        const MemoryPurpose purpose = item.label.purpose;
        const MemoryGroup group = memoryGroupOf(purpose);
        if (purpose == MemoryPurpose::Weights)
            add(root, weightPath(item.label, order), group, item.bytes);
        else if (pagesApart && group == MemoryGroup::Cache)
            continue; // see addPages()
        else if (purpose == MemoryPurpose::Cache)
            add(root, cachePath(item.label, order, plan), group, item.bytes);
        else
            add(root, {{memoryGroupName(group), {}, -1}, {memoryItemName(item.label), memoryPurposeWords(purpose), -1}},
                group, item.bytes);
    }
}

// What the lab holds is one group, with the purposes below it.
void addLab(MemoryNode &root, const MemoryAccount &account)
{
    for (const MemoryItem &item : account.items) {
        const bool learns = item.label.purpose == MemoryPurpose::Learning;
        const QString name = learns ? memoryItemName(item.label) : memoryGroupName(memoryGroupOf(item.label.purpose));
        add(root, {{memoryGroupName(MemoryGroup::Learning), tr("What the lab has of the device"), -1}, {name, {}, -1}},
            MemoryGroup::Learning, item.bytes);
    }
}

void writeLeaves(const MemoryNode &node, const QString &path, QString &text)
{
    for (const MemoryNode &child : node.children) {
        const QString name = path.isEmpty() ? child.name : path + QStringLiteral(" / ") + child.name;
        if (child.children.empty())
            text += name + u'\t' + (child.layer < 0 ? QString() : QString::number(child.layer)) + u'\t' +
                    QString::number(child.bytes) + u'\n';
        writeLeaves(child, name, text);
    }
}

} // namespace

MemoryNode memoryTree(const MemoryAccounts &accounts, MemoryOrder order, const MemoryPlan *plan, const PoolUse *pool,
                      const std::function<QString(uint32_t run)> &runName)
{
    MemoryNode root{tr("All that is allocated"), {}, MemoryGroup::Other, -1, 0, {}};
    const bool pagesApart = order == MemoryOrder::ByKind && plan && pool;
    addAccount(root, accounts.engine(), order, plan, pagesApart);
    if (pagesApart && !accounts.engine().items.empty())
        addPages(root, accounts.engine(), *plan, *pool, runName);
    addLab(root, accounts.lab());
    std::ranges::stable_sort(root.children, {}, &MemoryNode::group);
    for (MemoryNode &group : root.children)
        sortByLayer(group);
    return root;
}

const MemoryNode &nodeAt(const MemoryNode &root, const QStringList &path)
{
    const MemoryNode *node = &root;
    for (const QString &name : path) {
        const auto found = std::ranges::find(node->children, name, &MemoryNode::name);
        if (found == node->children.end())
            break;
        node = &*found;
    }
    return *node;
}

QString memoryTable(const MemoryNode &root)
{
    QString text = tr("Part") + u'\t' + tr("Layer") + u'\t' + tr("Bytes") + u'\n';
    writeLeaves(root, {}, text);
    return text;
}

} // namespace deepscope
