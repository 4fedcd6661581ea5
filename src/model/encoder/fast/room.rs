//! Room that is used again.

/// So much of a buffer, which grows when need be. What is in it is left from before.
pub(super) fn sized<T: Copy + Default>(buffer: &mut Vec<T>, size: usize) -> &mut [T] {
    if buffer.len() < size {
        buffer.resize(size, T::default());
    }
    &mut buffer[..size]
}
