package io.quantum.governor.engine.base.process;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file, since the messages of these exceptions are often nothing but its path. */
public final class FileFault {
    private FileFault() {}

    /** In words, beginning with the file where the exception knows it. */
    public static String words(IOException fault) {
        return fault instanceof FileSystemException file ? file.getFile() + ": " + reason(fault) : reason(fault);
    }

    /** In words, without the file, for those who name it themselves. */
    public static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "is there already, and is no directory";
        }
        if (fault instanceof AccessDeniedException) {
            return "can't be read or written, permission denied";
        }
        if (fault instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        if (fault instanceof FileSystemException file) {
            return "can't be read or written, "
                    + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
        }
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }
}
