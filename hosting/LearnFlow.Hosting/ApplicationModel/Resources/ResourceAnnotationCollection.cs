using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The annotations of a resource. It may be read while another thread adds: a reader sees the list as it was when it began.</summary>
public sealed class ResourceAnnotationCollection() : Collection<IResourceAnnotation>(new SnapshotList())
{
    private sealed class SnapshotList : IList<IResourceAnnotation>
    {
        private ImmutableList<IResourceAnnotation> _items = [];

        public int Count => _items.Count;
        public bool IsReadOnly => false;

        public IResourceAnnotation this[int index]
        {
            get => _items[index];
            set => Change(items => items.SetItem(index, value));
        }

        public void Add(IResourceAnnotation item) => Change(items => items.Add(item));
        public void Clear() => Change(_ => []);
        public void Insert(int index, IResourceAnnotation item) => Change(items => items.Insert(index, item));
        public void RemoveAt(int index) => Change(items => items.RemoveAt(index));
        public bool Contains(IResourceAnnotation item) => _items.Contains(item);
        public void CopyTo(IResourceAnnotation[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);
        public int IndexOf(IResourceAnnotation item) => _items.IndexOf(item);
        public IEnumerator<IResourceAnnotation> GetEnumerator() => _items.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public bool Remove(IResourceAnnotation item)
        {
            var before = _items;
            Change(items => items.Remove(item));
            return !ReferenceEquals(before, _items);
        }

        private void Change(Func<ImmutableList<IResourceAnnotation>, ImmutableList<IResourceAnnotation>> change) =>
            ImmutableInterlocked.Update(ref _items, change);
    }
}
