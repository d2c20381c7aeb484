import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { optionsQuery } from '@/features/generations/api/queries'

export function useTaskTitle(): (id: string | null) => string {
  const { data } = useQuery(optionsQuery)
  return useCallback(
    (id) => {
      if (id === null) return 'Brought in'
      return data?.tasks.find((task) => task.id === id)?.title ?? (id === 'free' ? 'Free prompt' : id)
    },
    [data],
  )
}
