package io.quantum.governor.engine.base.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file, since the messages of these exceptions are often nothing but its path. */
public final class FileFault {
    private FileFault() {}

    /** In words, beginning with the file where it is known. */
    public static String words(IOException fault) {
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        }
        if (fault instanceof FileAlreadyExistsException there) {
            return there.getFile() + ": is there already, and is no directory";
        }
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + ": can't be read or written, permission denied";
        }
        if (fault instanceof FileSystemException file) {
            return file.getFile() + ": can't be read or written, "
                    + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
        }
        return String.valueOf(fault.getMessage());
    }
}
