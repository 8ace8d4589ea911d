package dev.chorus.conformance.backend;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.sync.v1.Service;
import com.twilio.rest.sync.v1.service.Document;
import com.twilio.rest.sync.v1.service.SyncList;
import com.twilio.rest.sync.v1.service.SyncMap;
import com.twilio.rest.sync.v1.service.SyncStream;
import com.twilio.rest.sync.v1.service.document.DocumentPermission;
import com.twilio.rest.sync.v1.service.synclist.SyncListItem;
import com.twilio.rest.sync.v1.service.syncmap.SyncMapItem;
import com.twilio.rest.sync.v1.service.syncstream.StreamMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a back end does with Sync. */
final class SyncChecks {
    private static final int MANY = 125;

    private final TwilioRestClient rest;
    private final String service;

    SyncChecks(TwilioRestClient rest, String service) {
        this.rest = rest;
        this.service = service;
    }

    void addTo(HelperLibrary library) {
        library.add("sync services are made, changed and removed", this::services);
        library.add("documents are made, found by unique name, changed and removed", this::documents);
        library.add("a stale revision is refused", this::revisions);
        library.add("more than a hundred documents are listed once each, whatever the page", this::pages);
        library.add("list items are added, changed, listed in both orders and removed", this::lists);
        library.add("map items are added, changed, listed and removed", this::maps);
        library.add("streams take messages", this::streams);
        library.add("permissions are given and taken", this::permissions);
        library.add("sync refuses with the codes that back ends know", this::refusals);
    }

    private static String name(String what) {
        return what + " ü+☂ " + UUID.randomUUID();
    }

    private void services() throws Exception {
        Service made = Service.creator()
                .setFriendlyName("Dienst ü")
                .setAclEnabled(true)
                .create(rest);
        Expect.equal(Service.fetcher(made.getSid()).fetch(rest).getAclEnabled(), true);
        Service updated = Service.updater(made.getSid())
                .setReachabilityDebouncingWindow(2_000)
                .update(rest);
        Expect.equal(updated.getReachabilityDebouncingWindow(), 2_000);
        Expect.equal(Service.deleter(made.getSid()).delete(rest), true);
        Expect.missing(() -> Service.fetcher(made.getSid()).fetch(rest));
    }

    private void documents() throws Exception {
        String uniqueName = name("document");
        Map<String, Object> data = Map.of("a", List.of(1, "ü☂"), "b", Map.of("c", true));
        Document made = Document.creator(service)
                .setUniqueName(uniqueName)
                .setData(data)
                .setTtl(3_600)
                .create(rest);
        Document found = Document.fetcher(service, uniqueName).fetch(rest);
        Expect.equal(found.getSid(), made.getSid());
        Expect.equal(found.getData(), data);
        Expect.equal(found.getCreatedBy(), "system");
        Expect.equal(found.getDateExpires() != null, true);
        Document updated = Document.updater(service, uniqueName)
                .setData(Map.of("n", 2))
                .setIfMatch(made.getRevision())
                .update(rest);
        Expect.equal(updated.getData(), Map.of("n", 2));
        Expect.equal(Document.deleter(service, uniqueName).delete(rest), true);
        Expect.missing(() -> Document.fetcher(service, made.getSid()).fetch(rest));
    }

    private void revisions() throws Exception {
        Document made = Document.creator(service).setData(Map.of("n", 1)).create(rest);
        Document.updater(service, made.getSid()).setData(Map.of("n", 2)).update(rest);
        Expect.refused(
                412,
                54103,
                () -> Document.updater(service, made.getSid())
                        .setData(Map.of("n", 3))
                        .setIfMatch(made.getRevision())
                        .update(rest));
        Expect.equal(Document.fetcher(service, made.getSid()).fetch(rest).getData(), Map.of("n", 2));
    }

    private void pages() {
        Service own = Service.creator().create(rest);
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sids.add(Document.creator(own.getSid()).create(rest).getSid());
        }
        for (int pageSize : new int[] {9, 50, 1_000}) {
            List<String> found = new ArrayList<>();
            Document.reader(own.getSid())
                    .pageSize(pageSize)
                    .read(rest)
                    .forEach(document -> found.add(document.getSid()));
            Expect.equal(found.size(), MANY);
            Expect.equal(new HashSet<>(found), new HashSet<>(sids));
        }
        Service.deleter(own.getSid()).delete(rest);
    }

    private void lists() throws Exception {
        String list = SyncList.creator(service).create(rest).getSid();
        for (int i = 0; i < 5; i++) {
            SyncListItem.creator(service, list, Map.of("n", i)).create(rest);
        }
        List<Integer> indexes = new ArrayList<>();
        SyncListItem.reader(service, list)
                .setOrder(SyncListItem.QueryResultOrder.DESC)
                .setFrom("3")
                .setBounds(SyncListItem.QueryFromBoundType.EXCLUSIVE)
                .pageSize(2)
                .read(rest)
                .forEach(item -> indexes.add(item.getIndex()));
        Expect.equal(indexes, List.of(2, 1, 0));
        SyncListItem first = SyncListItem.fetcher(service, list, 0).fetch(rest);
        SyncListItem updated =
                SyncListItem.updater(service, list, 0).setData(Map.of("n", "ü")).update(rest);
        Expect.equal(updated.getData(), Map.of("n", "ü"));
        Expect.refused(
                412,
                54155,
                () -> SyncListItem.deleter(service, list, 0)
                        .setIfMatch(first.getRevision())
                        .delete(rest));
        Expect.equal(SyncListItem.deleter(service, list, 0).delete(rest), true);
        Expect.missing(() -> SyncListItem.fetcher(service, list, 0).fetch(rest));
        Expect.equal(SyncList.deleter(service, list).delete(rest), true);
    }

    private void maps() throws Exception {
        String map =
                SyncMap.creator(service).setUniqueName(name("map")).create(rest).getSid();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            keys.add("clé ü+☂ " + i);
            SyncMapItem.creator(service, map, keys.get(i), Map.of("n", i)).create(rest);
        }
        List<String> found = new ArrayList<>();
        SyncMapItem.reader(service, map).pageSize(2).read(rest).forEach(item -> found.add(item.getKey()));
        Expect.equal(found, keys);
        Collections.reverse(keys);
        String last = keys.get(0);
        Expect.equal(SyncMapItem.fetcher(service, map, last).fetch(rest).getData(), Map.of("n", 4));
        Expect.refused(
                409,
                54208,
                () -> SyncMapItem.creator(service, map, last, Map.of()).create(rest));
        SyncMapItem updated =
                SyncMapItem.updater(service, map, last).setData(Map.of("n", 5)).update(rest);
        Expect.equal(updated.getData(), Map.of("n", 5));
        Expect.equal(SyncMapItem.deleter(service, map, last).delete(rest), true);
        Expect.missing(() -> SyncMapItem.fetcher(service, map, last).fetch(rest));
        Expect.equal(SyncMap.deleter(service, map).delete(rest), true);
    }

    private void streams() throws Exception {
        String stream = SyncStream.creator(service).create(rest).getSid();
        StreamMessage published =
                StreamMessage.creator(service, stream, Map.of("n", "ü")).create(rest);
        Expect.equal(published.getData(), Map.of("n", "ü"));
        Expect.equal(SyncStream.deleter(service, stream).delete(rest), true);
        Expect.missing(() -> StreamMessage.creator(service, stream, Map.of()).create(rest));
    }

    private void permissions() throws Exception {
        String document = Document.creator(service).create(rest).getSid();
        String identity = name("ann");
        DocumentPermission given = DocumentPermission.updater(service, document, identity, true, false, true)
                .update(rest);
        Expect.equal(given.getIdentity(), identity);
        Expect.equal(List.of(given.getRead(), given.getWrite(), given.getManage()), List.of(true, false, true));
        Expect.equal(
                DocumentPermission.reader(service, document)
                        .read(rest)
                        .iterator()
                        .next()
                        .getIdentity(),
                identity);
        Expect.equal(DocumentPermission.deleter(service, document, identity).delete(rest), true);
        Expect.missing(
                () -> DocumentPermission.fetcher(service, document, identity).fetch(rest));
    }

    private void refusals() throws Exception {
        String uniqueName = name("taken");
        Document.creator(service).setUniqueName(uniqueName).create(rest);
        Expect.refused(
                409,
                54301,
                () -> Document.creator(service).setUniqueName(uniqueName).create(rest));
        Expect.refused(400, 54011, () -> Document.creator(service).setTtl(-1).create(rest));
        Expect.refused(
                413,
                54006,
                () -> Document.creator(service)
                        .setData(Map.of("long", "x".repeat(17_000)))
                        .create(rest));
        Expect.missing(() -> Document.fetcher(service, "no such document").fetch(rest));
    }
}
