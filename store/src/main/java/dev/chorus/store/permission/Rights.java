package dev.chorus.store.permission;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.permission.Permission;

/** Rights as the store keeps them: the sum of bits. */
public final class Rights {
    /** May read and subscribe. */
    public static final int READ = 1;

    /** May change data. */
    public static final int WRITE = 2;

    /** May remove the object and give rights. */
    public static final int MANAGE = 4;

    private Rights() {}

    static int of(Permission permission) {
        return (permission.read() ? READ : 0) | (permission.write() ? WRITE : 0) | (permission.manage() ? MANAGE : 0);
    }

    static Permission permission(ObjectSid object, String identity, int rights) {
        return new Permission(object, identity, (rights & READ) != 0, (rights & WRITE) != 0, (rights & MANAGE) != 0);
    }
}
